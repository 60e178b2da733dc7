//! Paying: order, change, cash rounding, and refusals.

use domain::currency::Currency;
use domain::money::Cents;
use domain::rounding::RoundingMode;
use domain::tender::PaymentMethod::{Card, Cash, Other, Qris, Transfer};
use domain::tender::{
    CashRounding, PaymentOffer, Tender, TenderError, TenderRules, cash_due, notes, quick_cash,
    tender,
};

use crate::fixtures::cents;

const HUNDRED_RUPIAH: CashRounding = CashRounding {
    step_cents: cents_const(10_000),
    mode: RoundingMode::HalfUpAwayFromZero,
};

const fn cents_const(value: i64) -> Cents {
    match Cents::new(value) {
        Ok(amount) => amount,
        Err(_) => Cents::ZERO,
    }
}

fn pay(due: i64, offers: &[PaymentOffer]) -> Result<Tender, TenderError> {
    tender(cents(due), offers, None, &TenderRules::new("IDR"))
}

fn pay_rounded(due: i64, offers: &[PaymentOffer]) -> Result<Tender, TenderError> {
    tender(
        cents(due),
        offers,
        Some(&HUNDRED_RUPIAH),
        &TenderRules::new("IDR"),
    )
}

#[test]
fn cash_gives_change() {
    let paid = pay(3_750_000, &[PaymentOffer::cash(cents(5_000_000))]).unwrap();
    assert!(paid.complete);
    assert_eq!(paid.change_cents, cents(1_250_000));
    let payment = &paid.payments[0];
    assert_eq!(
        (
            payment.amount_cents,
            payment.tendered_cents,
            payment.change_cents
        ),
        (cents(3_750_000), cents(5_000_000), cents(1_250_000))
    );
}

#[test]
fn only_cash_gives_change() {
    for method in [Card, Qris, Transfer, Other] {
        let outcome = pay(100_000, &[PaymentOffer::of(method, cents(100_001))]);
        assert_eq!(outcome, Err(TenderError::OnlyCashGivesChange), "{method:?}");
        let exact = pay(100_000, &[PaymentOffer::of(method, cents(100_000))]).unwrap();
        assert!(exact.complete, "{method:?}");
    }
}

#[test]
fn payments_are_taken_in_order_until_nothing_remains() {
    let offers = [
        PaymentOffer::of(Card, cents(40_000)),
        PaymentOffer::rest(Cash),
    ];
    let paid = pay(100_000, &offers).unwrap();
    assert_eq!(paid.payments[1].amount_cents, cents(60_000));
    assert!(paid.complete);
    let part = pay(100_000, &offers[..1]).unwrap();
    assert_eq!(
        (part.complete, part.remaining_cents),
        (false, cents(60_000))
    );
    let late = [
        offers[0].clone(),
        offers[1].clone(),
        PaymentOffer::rest(Card),
    ];
    assert_eq!(pay(100_000, &late), Err(TenderError::AlreadyPaid));
}

#[test]
fn only_what_is_paid_in_cash_is_rounded() {
    let card = pay_rounded(123_400, &[PaymentOffer::rest(Card)]).unwrap();
    assert_eq!(card.rounding_cents, Cents::ZERO);
    let cash = pay_rounded(123_400, &[PaymentOffer::rest(Cash)]).unwrap();
    assert_eq!(
        (cash.rounding_cents, cash.payments[0].amount_cents),
        (cents(-3_400), cents(120_000))
    );
    let both = [
        PaymentOffer::of(Card, cents(100_000)),
        PaymentOffer::rest(Cash),
    ];
    let both = pay_rounded(123_400, &both).unwrap();
    assert_eq!(
        (both.rounding_cents, both.payments[1].amount_cents),
        (cents(-3_400), cents(20_000))
    );
    let cash_first = [PaymentOffer::cash(cents(100_000)), PaymentOffer::rest(Card)];
    let cash_first = pay_rounded(123_400, &cash_first).unwrap();
    assert_eq!(
        cash_first.rounding_cents,
        Cents::ZERO,
        "a part in cash leaves the rest exact"
    );
    assert_eq!(cash_first.payments[1].amount_cents, cents(23_400));
}

#[test]
fn cash_between_the_exact_and_the_rounded_due_leaves_coins_to_pay() {
    let paid = pay_rounded(126_000, &[PaymentOffer::cash(cents(128_000))]).unwrap();
    assert_eq!(paid.rounding_cents, cents(4_000));
    assert_eq!((paid.remaining_cents, paid.complete), (cents(2_000), false));
    assert_eq!(paid.change_cents, Cents::ZERO);
}

/// A customer who still owes those coins pays them exactly, because cash is rounded once.
#[test]
fn cash_is_rounded_once() {
    let offers = [PaymentOffer::cash(cents(128_000)), PaymentOffer::rest(Cash)];
    let paid = pay_rounded(126_000, &offers).unwrap();
    assert_eq!((paid.rounding_cents, paid.complete), (cents(4_000), true));
    assert_eq!(paid.payments[1].amount_cents, cents(2_000));
    let offers = [
        PaymentOffer::cash(cents(128_000)),
        PaymentOffer::cash(cents(10_000)),
    ];
    let paid = pay_rounded(126_000, &offers).unwrap();
    assert_eq!(
        (paid.rounding_cents, paid.change_cents),
        (cents(4_000), cents(8_000))
    );
}

#[test]
fn a_refund_is_rounded_away_from_zero_where_a_sale_is_rounded_up() {
    let up = CashRounding {
        mode: RoundingMode::Ceiling,
        ..HUNDRED_RUPIAH
    };
    assert_eq!(cash_due(cents(121_000), Some(&up)), Ok(cents(130_000)));
    assert_eq!(cash_due(cents(-121_000), Some(&up)), Ok(cents(-130_000)));
}

#[test]
fn a_due_that_rounds_to_nothing_is_paid_with_nothing() {
    let paid = pay_rounded(4_000, &[PaymentOffer::rest(Cash)]).unwrap();
    assert!(paid.complete);
    assert_eq!(
        (paid.rounding_cents, paid.payments[0].amount_cents),
        (cents(-4_000), Cents::ZERO)
    );
}

#[test]
fn nothing_due_is_complete_without_a_payment() {
    assert!(pay(0, &[]).unwrap().complete);
    assert_eq!(
        pay(0, &[PaymentOffer::cash(cents(1))]),
        Err(TenderError::AlreadyPaid)
    );
}

#[test]
fn a_refund_mirrors_its_sale_and_pays_out_no_more_than_is_owed() {
    let paid = pay_rounded(123_400, &[PaymentOffer::rest(Cash)]).unwrap();
    let back = pay_rounded(-123_400, &[PaymentOffer::rest(Cash)]).unwrap();
    assert_eq!(back.rounding_cents.value(), -paid.rounding_cents.value());
    assert_eq!(back.payments[0].amount_cents, cents(-120_000));
    let too_much = pay(-100_000, &[PaymentOffer::cash(cents(-200_000))]);
    assert_eq!(too_much, Err(TenderError::RefundAboveDue));
    let wrong_sign = pay(-100_000, &[PaymentOffer::cash(cents(100_000))]);
    assert_eq!(wrong_sign, Err(TenderError::AmountMustBePositive));
}

#[test]
fn an_offer_of_nothing_is_refused() {
    for amount in [0, -1] {
        let outcome = pay(100_000, &[PaymentOffer::cash(cents(amount))]);
        assert_eq!(outcome, Err(TenderError::AmountMustBePositive));
    }
}

#[test]
fn a_qris_payment_ends_at_ten_million_rupiah() {
    let ten_million = 1_000_000_000;
    assert!(
        pay(ten_million, &[PaymentOffer::rest(Qris)])
            .unwrap()
            .complete
    );
    let above = pay(ten_million + 1, &[PaymentOffer::rest(Qris)]);
    assert_eq!(above, Err(TenderError::QrisAboveLimit));
    let split = [
        PaymentOffer::of(Qris, cents(ten_million)),
        PaymentOffer::rest(Qris),
    ];
    assert!(pay(ten_million + 1, &split).unwrap().complete);
}

#[test]
fn only_another_way_of_paying_must_say_what_it_was() {
    for method in [Cash, Card, Qris, Transfer, Other] {
        for (reference, says) in [(None, false), (Some(" \t"), false), (Some("V-17"), true)] {
            let offer = PaymentOffer {
                reference: reference.map(str::to_owned),
                ..PaymentOffer::rest(method)
            };
            let expected = if method == Other && !says {
                Err(TenderError::ReferenceMissing)
            } else {
                Ok(())
            };
            assert_eq!(
                offer.check_reference(),
                expected,
                "{method:?} {reference:?}"
            );
            // What was taken before there was this rule still adds up.
            assert!(pay(100_000, &[offer]).unwrap().complete);
        }
    }
}

#[test]
fn a_barcode_typed_as_an_amount_is_refused() {
    let rupiah = |due: i64, received: i64| {
        pay(due * 100, &[PaymentOffer::cash(cents(received * 100))]).map(|paid| paid.complete)
    };
    let barcode = Err(TenderError::AmountLooksLikeABarcode);
    assert_eq!(rupiah(37_500, 8_991_234_567_890), barcode);
    assert_eq!(rupiah(37_500, 96_385_074), barcode);
    assert_eq!(
        rupiah(400_000, 10_000_000),
        barcode,
        "eight digits and 25 times the due"
    );
    assert_eq!(
        rupiah(500_000, 10_000_000),
        Ok(true),
        "eight digits and 20 times the due"
    );
    assert_eq!(
        rupiah(10_000, 500_001),
        barcode,
        "more than 50 times the due"
    );
    assert_eq!(rupiah(10_000, 500_000), Ok(true));
    assert_eq!(rupiah(500, 100_000), Ok(true), "one note is never refused");
}

#[test]
fn the_largest_note_pays_the_smallest_due_in_every_currency() {
    for currency in Currency::all() {
        let pay = |due: i64, cash: i64| {
            let offers = [PaymentOffer::cash(cents(cash))];
            tender(cents(due), &offers, None, &TenderRules::new(currency.code))
        };
        let notes = notes(&currency).unwrap();
        assert!(notes.is_sorted() && !notes.is_empty(), "{}", currency.code);
        let note = notes.last().unwrap().value();
        let due = currency.step_cents();
        let paid = pay(due, note).unwrap();
        assert_eq!(paid.change_cents, cents(note - due), "{}", currency.code);
        assert_eq!(pay(due, note + due).unwrap().change_cents, cents(note));
        let barcode = pay(due, 8_991_234 * note);
        assert_eq!(
            barcode,
            Err(TenderError::AmountLooksLikeABarcode),
            "{}",
            currency.code
        );
    }
    let thb = Currency::from_code("THB").unwrap();
    let rules = TenderRules::new("THB");
    let paid = tender(
        cents(1_500),
        &[PaymentOffer::cash(cents(100_000))],
        None,
        &rules,
    );
    assert_eq!(paid.unwrap().change_cents, cents(98_500));
    assert_eq!(quick_cash(cents(1_500), &thb).unwrap().len(), 6);
}

#[test]
fn quick_cash_offers_the_exact_due_and_what_notes_make_of_it() {
    let amounts = |code: &str, due: i64| {
        let amounts = quick_cash(cents(due), &Currency::from_code(code).unwrap()).unwrap();
        amounts.into_iter().map(Cents::value).collect::<Vec<_>>()
    };
    assert_eq!(
        amounts("IDR", 3_750_000),
        [3_750_000, 3_800_000, 4_000_000, 5_000_000, 10_000_000]
    );
    assert_eq!(
        amounts("IDR", 5_000_000),
        [5_000_000, 6_000_000, 10_000_000]
    );
    assert_eq!(
        amounts("USD", 1_234),
        [1_234, 1_400, 1_500, 2_000, 5_000, 10_000]
    );
    assert_eq!(
        amounts("IDR", 153_070_000),
        [
            153_070_000,
            153_200_000,
            153_500_000,
            154_000_000,
            155_000_000,
            160_000_000
        ]
    );
    assert_eq!(amounts("JPY", 4_500), [4_500, 5_000, 6_000, 10_000]);
    assert!(amounts("IDR", 0).is_empty() && amounts("IDR", -1).is_empty());
}

#[test]
fn a_step_of_nothing_is_refused() {
    let rounding = CashRounding {
        step_cents: Cents::ZERO,
        ..HUNDRED_RUPIAH
    };
    assert_eq!(
        cash_due(cents(1), Some(&rounding)),
        Err(TenderError::StepMustBePositive)
    );
}

type Damage = fn(&mut Tender);

#[test]
fn a_tender_that_does_not_add_up_is_found() {
    let right = pay_rounded(123_400, &[PaymentOffer::cash(cents(200_000))]).unwrap();
    let damages: [Damage; 5] = [
        |tender| tender.rounding_cents = Cents::ZERO,
        |tender| tender.change_cents = Cents::ZERO,
        |tender| tender.complete = false,
        |tender| tender.payments[0].amount_cents = Cents::ZERO,
        |tender| tender.remaining_cents = cents(1),
    ];
    assert_eq!(right.check(cents(123_400)), Ok(()));
    for damage in damages {
        let mut damaged = right.clone();
        damage(&mut damaged);
        assert_eq!(damaged.check(cents(123_400)), Err(TenderError::SumsDiffer));
    }
}
