//! The scope of an approved discount.

use domain::cart::Cart;
use domain::currency::Locale;
use domain::discount::Discount;
use domain::discount_approval::ApprovedDiscounts;
use domain::discount_limit::DiscountLimit;
use domain::totals::{Totals, TotalsRules, totals};
use domain::user::{Approval, Permission};
use rust_decimal::Decimal;

use crate::fixtures::{cents, pieces, product, sale};
use crate::shop::{SUPERVISOR, settings};

fn figures(cart: &Cart) -> Totals {
    totals(cart, &TotalsRules::house("IDR")).unwrap()
}

fn half() -> Discount {
    Discount::Percent(Decimal::from(50))
}

fn amount(value: i64) -> Discount {
    Discount::Amount(cents(value))
}

fn approved(cart: &Cart) -> ApprovedDiscounts {
    let approval = Approval {
        user_id: SUPERVISOR,
        permission: Permission::DiscountAboveLimit,
    };
    ApprovedDiscounts::of(approval, &figures(cart))
}

/// A cart of three pieces at 250,000 and one at 100,000, with what a supervisor approved in it.
fn seen(give: impl FnOnce(&mut Cart)) -> (Cart, ApprovedDiscounts) {
    let mut cart = sale();
    cart.add_item(product(1, 250_000, &[]), pieces(3)).unwrap();
    cart.add_item(product(2, 100_000, &[]), pieces(1)).unwrap();
    give(&mut cart);
    let approval = approved(&cart);
    (cart, approval)
}

type Change = fn(&mut Cart);

/// Checks whether each change of the cart needs a new approval.
fn asks(give: Change, changes: &[(&str, Change, bool)]) {
    let limit = DiscountLimit::of(&settings(Locale::Id)).unwrap();
    let (cart, approval) = seen(give);
    assert!(
        limit.needs_approval(&figures(&cart), &[]),
        "above the limit"
    );
    let approvals = [approval];
    assert!(!limit.needs_approval(&figures(&cart), &approvals));
    for (name, change, asked) in changes {
        let mut cart = cart.clone();
        change(&mut cart);
        let needs = limit.needs_approval(&figures(&cart), &approvals);
        assert_eq!(needs, *asked, "{name}");
    }
}

fn add(cart: &mut Cart, number: u128, price: i64) {
    cart.add_item(product(number, price, &[]), pieces(1))
        .unwrap();
}

#[test]
fn a_percentage_off_the_cart_holds_for_the_goods_that_were_there() {
    asks(
        |cart| cart.set_cart_discount(Some(half())).unwrap(),
        &[
            (
                "fewer pieces",
                |cart| cart.set_quantity(1, pieces(1)).unwrap(),
                false,
            ),
            ("a line less", |cart| cart.remove(1).unwrap(), false),
            ("a line more", |cart| add(cart, 3, 100), true),
            (
                "more pieces",
                |cart| cart.set_quantity(2, pieces(2)).unwrap(),
                true,
            ),
            (
                "another price",
                |cart| cart.set_price(2, cents(200_000)).unwrap(),
                true,
            ),
            (
                "exchanged",
                |cart| {
                    cart.remove(1).unwrap();
                    add(cart, 3, 750_000);
                },
                true,
            ),
            (
                "undone",
                |cart| {
                    cart.remove(1).unwrap();
                    cart.undo().unwrap();
                },
                false,
            ),
            (
                "given on a line instead",
                |cart| {
                    cart.set_cart_discount(None).unwrap();
                    cart.set_item_discount(1, Some(half())).unwrap();
                },
                true,
            ),
            (
                "cleared, and another customer",
                |cart| {
                    cart.clear();
                    add(cart, 3, 100_000);
                    cart.set_cart_discount(Some(half())).unwrap();
                },
                true,
            ),
        ],
    );
}

#[test]
fn an_amount_off_the_cart_holds_while_the_goods_are_there() {
    asks(
        |cart| cart.set_cart_discount(Some(amount(200_000))).unwrap(),
        &[
            ("a line more", |cart| add(cart, 3, 100_000), false),
            (
                "more pieces",
                |cart| cart.set_quantity(2, pieces(5)).unwrap(),
                false,
            ),
            ("a line less", |cart| cart.remove(1).unwrap(), true),
            (
                "fewer pieces",
                |cart| cart.set_quantity(1, pieces(1)).unwrap(),
                true,
            ),
            (
                "less off",
                |cart| cart.set_cart_discount(Some(amount(150_000))).unwrap(),
                false,
            ),
            (
                "more off",
                |cart| cart.set_cart_discount(Some(amount(200_100))).unwrap(),
                true,
            ),
        ],
    );
}

#[test]
fn a_discount_on_a_line_holds_for_that_line() {
    asks(
        |cart| cart.set_item_discount(2, Some(half())).unwrap(),
        &[
            ("other goods", |cart| add(cart, 3, 900_000), false),
            ("a line less", |cart| cart.remove(1).unwrap(), false),
            (
                "more of it",
                |cart| cart.set_quantity(2, pieces(2)).unwrap(),
                true,
            ),
            (
                "on another line",
                |cart| cart.set_item_discount(1, Some(half())).unwrap(),
                true,
            ),
            (
                "moved to another line",
                |cart| {
                    cart.set_item_discount(2, None).unwrap();
                    cart.set_item_discount(1, Some(amount(50_000))).unwrap();
                    cart.set_quantity(1, pieces(1)).unwrap();
                },
                true,
            ),
            (
                "the same goods again",
                |cart| {
                    cart.remove(2).unwrap();
                    add(cart, 2, 100_000);
                    cart.set_item_discount(3, Some(half())).unwrap();
                },
                true,
            ),
        ],
    );
}

#[test]
fn an_approval_survives_a_restart_and_one_of_an_earlier_program_holds_for_the_cart_as_it_is() {
    let limit = DiscountLimit::of(&settings(Locale::Id)).unwrap();
    let (cart, approval) = seen(|cart| cart.set_cart_discount(Some(half())).unwrap());
    let stored = serde_json::to_string(&approval).unwrap();
    let read: ApprovedDiscounts = serde_json::from_str(&stored).unwrap();
    assert_eq!(read, approval);
    assert!(read.is_used(&figures(&cart), &limit));
    let old = format!(r#"{{"user_id":"{SUPERVISOR}","permission":"discount_above_limit"}}"#);
    let old: ApprovedDiscounts = serde_json::from_str(&old).unwrap();
    assert!(limit.needs_approval(&figures(&cart), std::slice::from_ref(&old)));
    assert!(!old.is_used(&figures(&cart), &limit));
    assert_eq!(old.approval().user_id, SUPERVISOR);
    // This holds until the approval is tied to the cart that it was given in.
    let seen = old.seen_in(&figures(&cart));
    assert_eq!(seen, approval);
    assert_eq!(seen.seen_in(&figures(&sale())), approval);
}
