//! Rounding, splitting, reading and writing.

use domain::allocate::allocate;
use domain::currency::{AmountError, Currency, Locale};
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::rounding::{RoundingMode, div_round};
use proptest::prelude::*;

use crate::fixtures::cents;

fn any_cents() -> impl Strategy<Value = Cents> {
    (Cents::MIN.value()..=Cents::MAX.value()).prop_map(cents)
}

fn any_currency() -> impl Strategy<Value = Currency> {
    proptest::sample::select(Currency::all().collect::<Vec<_>>())
}

fn any_locale() -> impl Strategy<Value = Locale> {
    prop_oneof![Just(Locale::Id), Just(Locale::En)]
}

fn any_mode() -> impl Strategy<Value = RoundingMode> {
    proptest::sample::select(vec![
        RoundingMode::HalfUpAwayFromZero,
        RoundingMode::HalfDownTowardZero,
        RoundingMode::HalfEven,
        RoundingMode::HalfOdd,
        RoundingMode::HalfPositiveInfinity,
        RoundingMode::HalfNegativeInfinity,
        RoundingMode::Ceiling,
        RoundingMode::Floor,
    ])
}

proptest! {
    #[test]
    fn rounding_moves_less_than_a_unit_and_at_most_half_of_one_to_the_nearest(
        numerator in -1_000_000_i128..1_000_000,
        denominator in 1_i128..1000,
        mode in any_mode(),
    ) {
        let rounded = div_round(numerator, denominator, mode).unwrap();
        let moved = (rounded * denominator - numerator).abs();
        prop_assert!(moved < denominator);
        if !matches!(mode, RoundingMode::Ceiling | RoundingMode::Floor) {
            prop_assert!(2 * moved <= denominator);
        }
    }

    #[test]
    fn the_parts_of_a_split_sum_to_the_whole(
        total in any_cents(),
        weights in proptest::collection::vec(0_i64..1_000_000_000_000, 1..40),
    ) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let parts = allocate(total, &weights).unwrap();
        prop_assert_eq!(Cents::sum(parts.iter().copied()), Ok(total));
        let sum: i128 = weights.iter().copied().map(i128::from).sum();
        for (part, weight) in parts.iter().zip(&weights) {
            let exact = i128::from(total.value()) * i128::from(*weight);
            let off = (i128::from(part.value()) * sum - exact).abs();
            prop_assert!(off < sum, "a part is less than a unit off its exact share");
        }
        let mirrored = allocate(total.checked_neg().unwrap(), &weights).unwrap();
        for (part, mirror) in parts.iter().zip(mirrored) {
            prop_assert_eq!(part.checked_neg(), Ok(mirror));
        }
    }

    #[test]
    fn the_machine_format_reads_back(amount in any_cents(), currency in any_currency()) {
        let text = currency.format_major(amount);
        prop_assert_eq!(currency.parse_major(&text), Ok(amount));
    }

    #[test]
    fn what_is_shown_reads_back_or_is_refused_but_never_another_amount(
        amount in any_cents(),
        currency in any_currency(),
        locale in any_locale(),
    ) {
        for text in [currency.format(amount, locale), currency.format_plain(amount, locale)] {
            let read = currency.parse_typed(&text, locale);
            let refused = read == Err(AmountError::Ambiguous);
            prop_assert!(refused || read == Ok(amount), "{} read as {:?}", text, read);
        }
    }

    #[test]
    fn whole_rupiah_always_read_back(rupiah in -90_000_000_000_000_i64..=90_000_000_000_000) {
        let idr = Currency::from_code("IDR").unwrap();
        let amount = cents(rupiah * 100);
        for locale in [Locale::Id, Locale::En] {
            let text = idr.format(amount, locale);
            prop_assert_eq!(idr.parse_typed(&text, Locale::Id), Ok(amount));
            prop_assert_eq!(idr.parse_typed(&text, Locale::En), Ok(amount));
        }
    }

    #[test]
    fn rupiah_mean_the_same_in_both_languages(text in "[-]?[0-9]{1,4}([.,][0-9]{1,3}){0,3}") {
        let idr = Currency::from_code("IDR").unwrap();
        let read = [Locale::Id, Locale::En].map(|locale| idr.parse_typed(&text, locale));
        prop_assert_eq!(read[0], read[1]);
    }

    #[test]
    fn whatever_is_typed_is_read_or_refused(
        text in prop_oneof![any::<String>(), "(Rp|[$]|KWD)?[-0-9., ]{0,12}"],
        currency in any_currency(),
        locale in any_locale(),
    ) {
        let read = [
            currency.parse_typed(&text, locale).is_ok(),
            currency.parse_major(&text).is_ok(),
            Quantity::parse(&text).is_ok(),
        ];
        let has_digit = text.contains(|char: char| char.is_ascii_digit());
        prop_assert!(has_digit || read == [false; 3], "{:?} has no digit and was read", text);
    }

    #[test]
    fn a_quantity_reads_back(thousandths in -9_999_999_999_i64..9_999_999_999) {
        let quantity = Quantity::new(thousandths).unwrap();
        for locale in [Locale::Id, Locale::En] {
            let written = quantity.format(locale);
            prop_assert_eq!(Quantity::parse_typed(&written, locale), Ok(quantity));
        }
    }
}
