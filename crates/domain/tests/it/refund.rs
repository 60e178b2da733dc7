//! Refunds of known sales.

use chrono::NaiveDate;
use domain::cart::{Cart, NewItem};
use domain::discount::Discount;
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::refund::{RefundError, RefundPart, SoldAndRefunded, price_refund};
use domain::rounding::RoundingMode;
use domain::tax::TaxRate;
use domain::tender::{
    CashRounding, PaymentMethod, PaymentOffer, TenderError, TenderRules, refund_tender, tender,
};
use domain::totals::{TotalsRules, totals};
use domain::transaction::{CompletionContext, TransactionBody, complete};
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::fixtures::{cents, pieces, product};
use crate::shop::{id, refund, sale};

/// The product of which [`sale`] holds two pieces.
const NOODLES: Uuid = id(0x101);

fn wanted(lines: &[(u128, i64)]) -> Vec<(Uuid, Quantity)> {
    let lines = lines.iter();
    lines
        .map(|(product_id, count)| (id(*product_id), pieces(*count)))
        .collect()
}

fn priced(
    sale: &TransactionBody,
    refunds: &[TransactionBody],
    lines: &[(u128, i64)],
) -> Result<RefundPart, RefundError> {
    price_refund(id(0x2000), sale, refunds, &wanted(lines))
}

#[test]
fn no_more_comes_back_than_the_sale_left_with_the_customer() {
    let exceeds = |product_id| {
        Err(RefundError::ExceedsSale {
            product_id: id(product_id),
        })
    };
    let sold = sale(1);
    let mut back = refund(2);
    back.items.truncate(1);
    back.items[0].quantity_thousandths = pieces(1);
    let table = [
        (vec![], vec![(0x101, 2), (0x102, 1)], Ok(())),
        (vec![], vec![(0x101, 3)], exceeds(0x101)),
        // Two lines of one product count together.
        (vec![], vec![(0x101, 1), (0x101, 2)], exceeds(0x101)),
        (vec![], vec![(0x999, 1)], exceeds(0x999)),
        (vec![back.clone()], vec![(0x101, 1)], Ok(())),
        (vec![back.clone()], vec![(0x101, 2)], exceeds(0x101)),
        // Too many noodles were refunded before, but the rice can still be refunded.
        (
            vec![back.clone(), back.clone(), back],
            vec![(0x102, 1)],
            Ok(()),
        ),
        (vec![], vec![(0x101, 0)], Err(RefundError::OutOfRange)),
    ];
    for (refunds, lines, expected) in table {
        let checked = priced(&sold, &refunds, &lines).map(drop);
        assert_eq!(checked, expected, "{} refunds before", refunds.len());
    }
}

#[test]
fn a_refund_is_not_refunded() {
    let checked = priced(&refund(1), &[], &[(0x101, 1)]);
    assert_eq!(checked, Err(RefundError::NotASale));
}

fn context(number: u64) -> CompletionContext {
    CompletionContext {
        receipt_number: format!("K1-{number:06}"),
        receipt_seq: number,
        shift_id: id(0x31),
        business_date: NaiveDate::from_ymd_opt(2026, 11, 28).unwrap(),
        cashier_id: id(0x41),
        original_transaction_id: None,
        currency: String::new(),
        approvals: Vec::new(),
    }
}

fn hundreds(step: i64) -> CashRounding {
    CashRounding {
        step_cents: cents(step),
        mode: RoundingMode::HOUSE,
    }
}

/// A sale of a cart, paid in cash.
fn sold(cart: &Cart, currency: &str, rounding: Option<&CashRounding>) -> TransactionBody {
    let sums = totals(cart, &TotalsRules::house(currency)).unwrap();
    let due = sums.net_amount_cents;
    let offers: Vec<_> = [PaymentOffer::rest(PaymentMethod::Cash)]
        .into_iter()
        .filter(|_| !due.is_zero())
        .collect();
    let paid = tender(due, &offers, rounding, &TenderRules::new(currency)).unwrap();
    let context = CompletionContext {
        currency: currency.to_owned(),
        ..context(1)
    };
    complete(cart, &sums, &paid, context).unwrap()
}

/// Refunds portions in cash, one refund each. Returns the amount that each paid out.
fn given_back(
    sale: &TransactionBody,
    portions: &[(u128, Quantity)],
    rounding: Option<&CashRounding>,
) -> (Vec<TransactionBody>, Vec<i64>) {
    let (mut refunds, mut paid_out) = (Vec::new(), Vec::new());
    for (number, (product_id, quantity)) in (2..).zip(portions) {
        let wanted = [(id(*product_id), *quantity)];
        let part = price_refund(id(number.into()), sale, &refunds, &wanted).unwrap();
        let due = part.totals.net_amount_cents;
        let offers: Vec<_> = [PaymentOffer::rest(PaymentMethod::Cash)]
            .into_iter()
            .filter(|_| !due.is_zero())
            .collect();
        let rules = TenderRules::new(&sale.currency);
        let paid = refund_tender(due, &offers, rounding, &rules, part.payouts).unwrap();
        let context = CompletionContext {
            currency: sale.currency.clone(),
            original_transaction_id: Some(sale.transaction_id),
            ..context(number)
        };
        let body = complete(&part.cart, &part.totals, &paid, context).unwrap();
        paid_out.push(-body.total_cents().unwrap().value());
        refunds.push(body);
    }
    (refunds, paid_out)
}

fn one_by_one(count: usize) -> Vec<(u128, Quantity)> {
    vec![(0x1, pieces(1)); count]
}

fn cart_of(unit_price: i64, count: i64, taxes: &[TaxRate]) -> Cart {
    let mut cart = crate::fixtures::sale();
    cart.add_item(product(0x1, unit_price, taxes), pieces(count))
        .unwrap();
    cart
}

#[test]
fn pieces_that_come_back_one_by_one_are_what_was_paid_for_them() {
    for (currency, step) in [("IDR", 100), ("EUR", 1), ("KWD", 1)] {
        let unit = |amount: i64| amount * step;
        let ones = |sale: &TransactionBody, count| given_back(sale, &one_by_one(count), None).1;

        let mut cart = cart_of(unit(3_500), 2, &[]);
        cart.set_cart_discount(Some(Discount::Amount(cents(unit(1_000)))))
            .unwrap();
        let paid_out = ones(&sold(&cart, currency, None), 2);
        assert_eq!(paid_out, [unit(3_000), unit(3_000)], "{currency}");

        let mut cart = cart_of(unit(3_500), 1, &[]);
        cart.set_item_discount(1, Some(Discount::Percent(Decimal::from(50))))
            .unwrap();
        assert_eq!(ones(&sold(&cart, currency, None), 1), [unit(1_750)]);

        let on_top = TaxRate::percent("ppn", "PPN", Decimal::from(11));
        let cart = cart_of(unit(405), 3, &[on_top]);
        let sale = sold(&cart, currency, None);
        assert_eq!(sale.total_cents(), Ok(cents(unit(1_349))));
        assert_eq!(ones(&sale, 3), [unit(450), unit(449), unit(450)]);
    }
}

#[test]
fn cash_of_all_refunds_together_is_rounded_once() {
    let back = |price, count, rounding: Option<&CashRounding>, now: Option<&CashRounding>| {
        let sale = sold(&cart_of(price, count, &[]), "IDR", rounding);
        let portions = one_by_one(usize::try_from(count).unwrap());
        let paid_out = given_back(&sale, &portions, now).1;
        let paid = sale.total_cents().unwrap().value();
        assert!(
            paid_out.iter().sum::<i64>() <= paid,
            "{paid_out:?} of {paid}"
        );
        paid_out
    };
    let coins = hundreds(50_000);
    assert_eq!(
        back(125_000, 2, Some(&coins), Some(&coins)),
        [150_000, 100_000]
    );
    assert_eq!(
        back(130_000, 2, Some(&coins), Some(&coins)),
        [150_000, 100_000]
    );
    assert_eq!(back(130_000, 2, Some(&coins), None), [130_000, 120_000]);
    assert_eq!(back(137_500, 2, None, Some(&coins)), [150_000, 100_000]);
    assert_eq!(back(10_000, 3, Some(&coins), Some(&coins)), [0, 0, 50_000]);
}

#[test]
fn a_card_gets_no_more_back_than_was_paid() {
    let coins = hundreds(50_000);
    let sale = sold(&cart_of(260_000, 1, &[]), "IDR", Some(&coins));
    let part = priced(&sale, &[], &[(0x1, 1)]).unwrap();
    let pay = |method| {
        let offers = [PaymentOffer::rest(method)];
        let due = part.totals.net_amount_cents;
        let rules = TenderRules::new("IDR");
        refund_tender(due, &offers, Some(&coins), &rules, part.payouts)
    };
    assert_eq!(pay(PaymentMethod::Card), Err(TenderError::RefundAboveDue));
    assert_eq!(
        pay(PaymentMethod::Cash).unwrap().payments[0].amount_cents,
        cents(-250_000)
    );
}

proptest! {
    /// In whatever portions a sale is refunded, the refunds sum to exactly the sale.
    #[test]
    fn all_parts_of_a_sale_sum_to_the_sale(
        price in 1..900_000_i64,
        other in 1..90_000_i64,
        off in 0..100_u32,
        cart_off in 0..5_000_i64,
        grams in proptest::collection::vec(1..4_000_i64, 1..6),
        inclusive: bool,
        currency in prop_oneof![Just("IDR"), Just("EUR"), Just("KWD")],
    ) {
        let mut cart = crate::fixtures::sale();
        let service = TaxRate { adds_to_base: true, ..TaxRate::percent("s", "S", Decimal::from(7)) };
        let taxes = [service.with_inclusive(inclusive), TaxRate::ppn().with_inclusive(inclusive)];
        let weighed = NewItem {
            weighed: true,
            unit: Some("kg".to_owned()),
            ..product(0x1, price, &taxes)
        };
        let sum: i64 = grams.iter().sum();
        cart.add_item(weighed, Quantity::new(sum).unwrap()).unwrap();
        cart.add_item(product(0x2, other, &[TaxRate::ppn()]), pieces(3)).unwrap();
        cart.set_item_discount(1, Some(Discount::Percent(off.into()))).unwrap();
        let _ = cart.set_cart_discount(Some(Discount::Amount(cents(cart_off))));
        let sale = sold(&cart, currency, None);
        let mut portions: Vec<_> = grams
            .iter()
            .map(|grams| (0x1, Quantity::new(*grams).unwrap()))
            .collect();
        portions.push((0x2, pieces(1)));
        portions.push((0x2, pieces(2)));
        let (refunds, _) = given_back(&sale, &portions, None);
        let back = |amount: fn(&TransactionBody) -> Cents| {
            -refunds.iter().map(|refund| amount(refund).value()).sum::<i64>()
        };
        prop_assert_eq!(back(|body| body.gross_amount_cents), sale.gross_amount_cents.value());
        prop_assert_eq!(back(|body| body.discount_cents), sale.discount_cents.value());
        prop_assert_eq!(back(|body| body.tax_cents), sale.tax_cents.value());
        prop_assert_eq!(back(|body| body.net_amount_cents), sale.net_amount_cents.value());
        let base = |body: &TransactionBody| {
            body.tax_lines.iter().map(|line| line.base_cents.value()).sum::<i64>()
        };
        prop_assert_eq!(-refunds.iter().map(base).sum::<i64>(), base(&sale));
    }
}

#[test]
fn sums_find_the_product_of_which_too_much_came_back() {
    let mut sums = SoldAndRefunded::default();
    sums.add_refunded(NOODLES, 5_000);
    assert_eq!(sums.exceeded(), None, "the sale is not known");
    sums.add(&sale(1));
    assert_eq!(sums.left_thousandths(NOODLES), -3_000);
    assert_eq!(sums.exceeded(), Some(NOODLES));
    sums.add_sold(NOODLES, 3_000);
    assert_eq!(sums.exceeded(), None);
    sums.add(&refund(2));
    assert_eq!(sums.exceeded(), Some(NOODLES));
    sums.add_sold(NOODLES, i64::MAX);
    sums.add_sold(NOODLES, i64::MAX);
    assert_eq!(sums.exceeded(), None);
}
