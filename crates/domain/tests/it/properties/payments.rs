//! The sums of a tender.

use domain::money::Cents;
use domain::rounding::RoundingMode;
use domain::tender::{CashRounding, PaymentMethod, PaymentOffer, TenderRules, tender};
use proptest::prelude::*;

use crate::fixtures::cents;

fn any_offer() -> impl Strategy<Value = PaymentOffer> {
    let method = proptest::sample::select(vec![
        PaymentMethod::Cash,
        PaymentMethod::Cash,
        PaymentMethod::Card,
        PaymentMethod::Qris,
    ]);
    let amount = prop_oneof![2 => (1_i64..60_000).prop_map(Some), 1 => Just(None)];
    (method, amount).prop_map(|(method, amount)| PaymentOffer {
        method,
        amount_cents: amount.map(cents),
        reference: None,
    })
}

fn any_rounding() -> impl Strategy<Value = Option<CashRounding>> {
    let mode = proptest::sample::select(vec![
        RoundingMode::HalfUpAwayFromZero,
        RoundingMode::Ceiling,
        RoundingMode::Floor,
    ]);
    prop_oneof![
        Just(None),
        (proptest::sample::select(vec![5_i64, 50, 100, 1000]), mode).prop_map(|(step, mode)| Some(
            CashRounding {
                step_cents: cents(step),
                mode
            }
        )),
    ]
}

fn mirrored(offers: &[PaymentOffer]) -> Vec<PaymentOffer> {
    let mirror = |offer: &PaymentOffer| PaymentOffer {
        amount_cents: offer
            .amount_cents
            .map(|amount| amount.checked_neg().unwrap()),
        ..offer.clone()
    };
    offers.iter().map(mirror).collect()
}

proptest! {
    #[test]
    fn due_and_rounding_are_payments_and_what_remains(
        due in 0_i64..100_000,
        offers in proptest::collection::vec(any_offer(), 0..5),
        rounding in any_rounding(),
    ) {
        let outcome = tender(cents(due), &offers, rounding.as_ref(), &TenderRules::new("USD"));
        // Refusals have their own tests.
        let Ok(paid) = outcome else { return Ok(()) };
        let counted: i64 = paid.payments.iter().map(|payment| payment.amount_cents.value()).sum();
        let remaining = paid.remaining_cents.value();
        prop_assert_eq!(due + paid.rounding_cents.value(), counted + remaining);
        prop_assert_eq!(paid.complete, remaining == 0);
        prop_assert!(remaining >= 0);
        prop_assert_eq!(paid.payments.len(), offers.len());
        for payment in &paid.payments {
            let cash = payment.method == PaymentMethod::Cash;
            prop_assert!(cash || payment.change_cents.is_zero());
            prop_assert!(!payment.change_cents.is_negative());
        }
        let step = rounding.map_or(0, |rounding| rounding.step_cents.value());
        let moved = paid.rounding_cents.abs().value();
        prop_assert!(moved == 0 || moved < step);
        let any_cash = offers.iter().any(|offer| offer.method == PaymentMethod::Cash);
        prop_assert!(any_cash || paid.rounding_cents.is_zero());
    }

    #[test]
    fn the_rest_always_completes(due in 1_i64..100_000, rounding in any_rounding()) {
        for method in [PaymentMethod::Cash, PaymentMethod::Card] {
            let offers = [PaymentOffer::rest(method)];
            let rules = TenderRules::new("USD");
            let paid = tender(cents(due), &offers, rounding.as_ref(), &rules).unwrap();
            prop_assert!(paid.complete);
            let back = mirrored(&offers);
            let back = tender(cents(-due), &back, rounding.as_ref(), &rules).unwrap();
            prop_assert_eq!(back.rounding_cents, paid.rounding_cents.checked_neg().unwrap());
        }
    }

    #[test]
    fn a_refund_without_change_mirrors_its_sale(
        due in 1_i64..100_000,
        offers in proptest::collection::vec(any_offer(), 0..5),
        rounding in any_rounding(),
    ) {
        let rules = TenderRules::new("USD");
        let sold = tender(cents(due), &offers, rounding.as_ref(), &rules);
        let Ok(sold) = sold else { return Ok(()) };
        prop_assume!(sold.change_cents.is_zero());
        let back = tender(cents(-due), &mirrored(&offers), rounding.as_ref(), &rules).unwrap();
        for (sold, back) in sold.payments.iter().zip(&back.payments) {
            prop_assert_eq!(sold.amount_cents.checked_neg(), Ok(back.amount_cents));
        }
        prop_assert_eq!(sold.remaining_cents.checked_neg(), Ok(back.remaining_cents));
        prop_assert_eq!(Cents::sum([sold.rounding_cents, back.rounding_cents]), Ok(Cents::ZERO));
    }
}
