//! Transactions: completing a cart, and each sum that is checked.

use domain::cart::TransactionKind;
use domain::money::Cents;
use domain::stock::StockReason;
use domain::tender::{PaymentMethod, PaymentOffer, TenderRules, tender};
use domain::totals::{TotalsRules, totals};
use domain::transaction::{TransactionBody, TransactionError, complete};

use crate::fixtures::cents;
use crate::shop::{cart, context, refund, sale};

#[test]
fn a_sale_keeps_names_prices_and_figures_of_the_moment() {
    let body = sale(1);
    assert_eq!(body.transaction_id, cart(1, TransactionKind::Sale).id());
    assert_eq!(body.gross_amount_cents, cents(8_150_000));
    assert_eq!(body.discount_cents, cents(150_000));
    assert_eq!(body.cart_discount_cents(), Ok(cents(100_000)));
    assert_eq!(body.net_amount_cents, cents(8_000_000));
    assert_eq!(body.change_cents, cents(2_000_000));
    assert_eq!(body.items[0].product_name, "Mi Goreng Spesial");
    let deltas: Vec<_> = body
        .stock_movements
        .iter()
        .map(|m| m.delta_thousandths)
        .collect();
    assert_eq!(deltas, [-2_000, -1_000]);
}

#[test]
fn a_refund_is_the_mirror_of_its_sale() {
    let (sale, refund) = (sale(1), refund(1));
    assert_eq!(refund.net_amount_cents, cents(-8_000_000));
    assert_eq!(
        refund.gross_amount_cents,
        sale.gross_amount_cents.checked_neg().unwrap()
    );
    assert_eq!(refund.quantity_thousandths(), sale.quantity_thousandths());
    for (back, out) in refund.stock_movements.iter().zip(&sale.stock_movements) {
        assert_eq!(back.delta_thousandths, -out.delta_thousandths);
        assert_eq!(back.reason, StockReason::Refund);
    }
}

#[test]
fn what_is_not_paid_is_not_completed() {
    let cart = cart(1, TransactionKind::Sale);
    let totals = totals(&cart, &TotalsRules::house("IDR")).unwrap();
    let offers = [PaymentOffer::cash(cents(100))];
    let part = tender(
        totals.net_amount_cents,
        &offers,
        None,
        &TenderRules::new("IDR"),
    )
    .unwrap();
    let refused = complete(&cart, &totals, &part, context(1));
    assert_eq!(refused, Err(TransactionError::NotPaid));
}

#[test]
fn totals_of_another_cart_are_refused() {
    let first = cart(1, TransactionKind::Sale);
    let mut second = cart(2, TransactionKind::Sale);
    second.remove(1).unwrap();
    let totals = totals(&second, &TotalsRules::house("IDR")).unwrap();
    let offers = [PaymentOffer::rest(PaymentMethod::Card)];
    let paid = tender(
        totals.net_amount_cents,
        &offers,
        None,
        &TenderRules::new("IDR"),
    )
    .unwrap();
    let refused = complete(&first, &totals, &paid, context(1));
    assert_eq!(refused, Err(TransactionError::TotalsOfAnotherCart));
}

fn error_after(change: impl FnOnce(&mut TransactionBody)) -> TransactionError {
    let mut body = sale(1);
    assert_eq!(body.check(), Ok(()));
    change(&mut body);
    body.check().unwrap_err()
}

fn more(amount: &mut Cents) {
    *amount = amount.checked_add(cents(1)).unwrap();
}

#[test]
fn each_wrong_sum_is_named() {
    use TransactionError as E;
    let cases = [
        (error_after(|b| b.items.clear()), E::NoItems),
        (error_after(|b| b.receipt_seq = 0), E::ReceiptSeqIsZero),
        (error_after(|b| b.items[1].line = 3), E::LinesNotNumbered),
        (
            error_after(|b| more(&mut b.items[0].gross_cents)),
            E::ItemNet { line: 1 },
        ),
        (
            error_after(|b| more(&mut b.items[1].subtotal_cents)),
            E::ItemSubtotal { line: 2 },
        ),
        (error_after(|b| more(&mut b.gross_amount_cents)), E::Gross),
        (error_after(|b| more(&mut b.discount_cents)), E::Discount),
        (error_after(|b| more(&mut b.net_amount_cents)), E::Net),
        (error_after(|b| more(&mut b.tax_lines[0].tax_cents)), E::Tax),
        (
            error_after(|b| more(&mut b.items[0].taxes[0].tax_cents)),
            E::Tax,
        ),
        (error_after(|b| b.tax_lines.clear()), E::Tax),
        (
            error_after(|b| more(&mut b.payments[0].tendered_cents)),
            E::Payment,
        ),
        (
            error_after(|b| b.payments[0].method = PaymentMethod::Card),
            E::OnlyCashGivesChange,
        ),
        (error_after(|b| b.payments.clear()), E::Paid),
        (error_after(|b| more(&mut b.rounding_cents)), E::Paid),
        (error_after(|b| more(&mut b.change_cents)), E::Change),
        (
            error_after(|b| b.stock_movements[0].delta_thousandths = 1),
            E::Stock,
        ),
        (error_after(|b| b.stock_movements.clear()), E::Stock),
        (
            error_after(|b| b.kind = TransactionKind::Refund),
            E::WrongSign,
        ),
    ];
    for (error, expected) in cases {
        assert_eq!(error, expected);
    }
}

#[test]
fn only_cash_is_rounded() {
    let error = error_after(|body| {
        let payment = &mut body.payments[0];
        payment.method = PaymentMethod::Card;
        payment.change_cents = Cents::ZERO;
        payment.amount_cents = cents(8_000_100);
        payment.tendered_cents = cents(8_000_100);
        body.change_cents = Cents::ZERO;
        body.rounding_cents = cents(100);
    });
    assert_eq!(error, TransactionError::RoundingWithoutCash);
}
