//! The parts of a split payment: they outlast whatever happens before the sale is paid.

use register::ErrorCode;
use register::view::{CartView, DiscountInput, DiscountKind, PaymentMethod};

use crate::bench_shop::{BenchShop, CASHIER_PIN, CUP, WATER, id, offer};

/// Two bottles of water, Rp 7.000.
fn two_bottles() -> BenchShop {
    let shop = BenchShop::open();
    shop.scan(WATER);
    shop.scan(WATER);
    shop
}

fn take(shop: &BenchShop, method: PaymentMethod, amount: &str) -> Result<CartView, ErrorCode> {
    let revision = shop.register.cart_view().unwrap().revision;
    shop.register
        .tender_take_part(id(), revision, &offer(method, Some(amount)))
        .map_err(|error| error.code())
}

fn remaining(cart: &CartView) -> Option<i64> {
    cart.taken.as_ref().map(|taken| taken.remaining.cents)
}

#[test]
fn parts_outlast_a_lock_another_cashier_and_a_restart() {
    let shop = two_bottles();
    take(&shop, PaymentMethod::Qris, "2000").unwrap();
    let with_two = take(&shop, PaymentMethod::Cash, "1500").unwrap();
    assert_eq!(remaining(&with_two), Some(350_000));
    let cashier = shop.as_cashier();
    assert_eq!(shop.register.cart_view().unwrap().taken, with_two.taken);
    let shop = shop.restart();
    shop.register.session_unlock(cashier, CASHIER_PIN).unwrap();
    assert_eq!(shop.register.cart_view().unwrap(), with_two);
    let offered = shop.register.tender_preview(&[]).unwrap();
    assert_eq!(
        (offered.remaining.cents, offered.received.cents),
        (350_000, 350_000)
    );
    let done = shop.pay_cash(Some("5000"));
    assert_eq!((done.total.cents, done.change.cents), (700_000, 150_000));
    let paid: Vec<_> = done
        .payments
        .iter()
        .map(|paid| (paid.method, paid.amount.cents))
        .collect();
    assert_eq!(
        paid,
        [
            (PaymentMethod::Qris, 200_000),
            (PaymentMethod::Cash, 150_000),
            (PaymentMethod::Cash, 350_000),
        ]
    );
    assert_eq!(shop.register.cart_view().unwrap().taken, None);
}

#[test]
fn a_part_is_taken_out_only_by_name() {
    let shop = two_bottles();
    take(&shop, PaymentMethod::Qris, "2000").unwrap();
    let cart = take(&shop, PaymentMethod::Card, "1000").unwrap();
    let gone = shop.register.tender_remove_part(id(), cart.revision, 2);
    assert_eq!(gone.unwrap_err().code(), ErrorCode::NotFound);
    let stale = shop.register.tender_remove_part(id(), cart.revision - 1, 0);
    assert_eq!(stale.unwrap_err().code(), ErrorCode::CartChanged);
    let left = shop.register.tender_remove_part(id(), cart.revision, 0);
    let left = left.unwrap();
    assert_eq!(remaining(&left), Some(600_000));
    let taken = left.taken.unwrap().payments;
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].method, PaymentMethod::Card);
}

#[test]
fn what_pays_the_rest_is_no_part() {
    let shop = two_bottles();
    let before = shop.register.cart_view().unwrap();
    let refused = [
        (PaymentMethod::Cash, "7000", ErrorCode::PaymentInvalid),
        (PaymentMethod::Card, "7000", ErrorCode::PaymentInvalid),
        (PaymentMethod::Card, "7001", ErrorCode::PaymentExceedsDue),
        (PaymentMethod::Cash, "0", ErrorCode::AmountInvalid),
    ];
    for (method, amount, code) in refused {
        assert_eq!(take(&shop, method, amount).unwrap_err(), code, "{amount}");
    }
    assert_eq!(shop.register.cart_view().unwrap(), before);
}

#[test]
fn a_cart_is_never_worth_less_than_what_was_taken_for_it() {
    let shop = two_bottles();
    let before = take(&shop, PaymentMethod::Qris, "5000").unwrap();
    let line = before.items[0].line_id;
    let all = DiscountInput {
        kind: DiscountKind::Percent,
        value_text: "50".to_owned(),
    };
    let register = &shop.register;
    let refused = [
        register.cart_clear(id()),
        register.cart_undo(id()),
        register.cart_remove(id(), line),
        register.cart_set_quantity(id(), line, "1"),
        register.cart_discount(id(), Some(line), Some(&all), None),
    ];
    for change in refused {
        assert_eq!(change.unwrap_err().code(), ErrorCode::PaymentPartsTaken);
    }
    assert_eq!(register.cart_view().unwrap(), before);
    shop.scan(CUP);
    let more = register.cart_view().unwrap();
    assert_eq!(remaining(&more), Some(280_000));
}

#[test]
fn parts_that_pay_a_smaller_cart_complete_it_alone() {
    let shop = two_bottles();
    let cart = take(&shop, PaymentMethod::Qris, "3500").unwrap();
    let line = cart.items[0].line_id;
    let paid = shop.register.cart_set_quantity(id(), line, "1").unwrap();
    assert_eq!(remaining(&paid), Some(0));
    assert!(shop.register.tender_preview(&[]).unwrap().complete);
    let done = shop.pay_cash(None);
    assert_eq!(done.payments.len(), 1);
    assert_eq!(done.change.cents, 0);
}
