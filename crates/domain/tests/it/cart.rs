//! Changes of a cart, why they are refused, and how they are undone.

use domain::cart::{
    Cart, CartError, LINES_MAX, NewItem, QUANTITY_MAX_THOUSANDTHS, TransactionKind,
};
use domain::discount::{Discount, DiscountError};
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::tax::{TaxError, TaxMethod, TaxRate};
use domain::totals::{TotalsRules, totals};
use rust_decimal::Decimal;

use crate::fixtures::{cents, pieces, product, refund_of, sale};

#[test]
fn the_same_product_at_the_same_price_joins_its_line() {
    let mut cart = sale();
    let first = cart.add_item(product(1, 500, &[]), pieces(1)).unwrap();
    let other = cart.add_item(product(2, 700, &[]), pieces(1)).unwrap();
    assert_eq!(cart.add_item(product(1, 500, &[]), pieces(2)), Ok(first));
    assert_eq!(cart.last_touched(), Some(first));
    assert_eq!(cart.items().len(), 2);
    assert_eq!(cart.item(first).unwrap().quantity_thousandths, pieces(3));
    assert_eq!(cart.item(other).unwrap().quantity_thousandths, pieces(1));
}

#[test]
fn what_differs_in_price_tax_discount_or_weight_gets_a_line_of_its_own() {
    let mut cart = sale();
    let first = cart.add_item(product(1, 500, &[]), pieces(1)).unwrap();
    cart.add_item(product(1, 600, &[]), pieces(1)).unwrap();
    cart.add_item(product(1, 500, &[TaxRate::ppn()]), pieces(1))
        .unwrap();
    assert_eq!(cart.items().len(), 3);
    cart.set_item_discount(first, Some(Discount::Amount(cents(50))))
        .unwrap();
    cart.add_item(product(1, 500, &[]), pieces(1)).unwrap();
    assert_eq!(cart.items().len(), 4);
    let mut weighed = product(2, 500, &[]);
    weighed.weighed = true;
    cart.add_item(weighed.clone(), Quantity::new(345).unwrap())
        .unwrap();
    cart.add_item(weighed, Quantity::new(345).unwrap()).unwrap();
    assert_eq!(cart.items().len(), 6);
    cart.add_item(product(2, 500, &[]), pieces(1)).unwrap();
    assert_eq!(
        cart.items().len(),
        7,
        "a piece does not join a weighed line"
    );
}

#[test]
fn the_last_touched_line_is_one_that_is_there() {
    let mut cart = sale();
    let first = cart.add_item(product(1, 500, &[]), pieces(1)).unwrap();
    let second = cart.add_item(product(2, 700, &[]), pieces(1)).unwrap();
    cart.set_price(first, cents(450)).unwrap();
    assert_eq!(cart.last_touched(), Some(first));
    cart.remove(first).unwrap();
    assert_eq!(cart.last_touched(), Some(second));
    cart.undo().unwrap();
    assert_eq!(cart.last_touched(), Some(first));
    cart.clear();
    assert_eq!(cart.last_touched(), None);
}

#[test]
fn a_price_changed_by_a_person_is_not_joined() {
    let mut cart = sale();
    let first = cart.add_item(product(1, 500, &[]), pieces(1)).unwrap();
    cart.set_price(first, cents(400)).unwrap();
    assert!(cart.item(first).unwrap().price_overridden);
    cart.set_price(first, cents(500)).unwrap();
    assert_ne!(cart.add_item(product(1, 500, &[]), pieces(1)), Ok(first));
}

#[test]
fn a_refused_change_leaves_the_cart_untouched() {
    let mut cart = sale();
    let line = cart.add_item(product(1, 500, &[]), pieces(1)).unwrap();
    let before = cart.clone();
    let too_many = Quantity::new(QUANTITY_MAX_THOUSANDTHS + 1).unwrap();
    let most = Quantity::new(QUANTITY_MAX_THOUSANDTHS).unwrap();
    let bad_tax = TaxRate::percent("t", "T", Decimal::from(-1));
    let above = DiscountError::AbovePrice;
    let discount = Some(Discount::Amount(cents(501)));
    let product_1 = || product(1, 500, &[]);
    let refused = [
        (
            cart.set_quantity(line, Quantity::ZERO),
            CartError::QuantityMustBePositive,
        ),
        (
            cart.set_quantity(line, pieces(-1)),
            CartError::QuantityMustBePositive,
        ),
        (
            cart.set_quantity(line, too_many),
            CartError::QuantityAboveLimit,
        ),
        (cart.set_quantity(99, pieces(1)), CartError::LineNotFound),
        (
            cart.add_item(product_1(), most).map(drop),
            CartError::QuantityAboveLimit,
        ),
        (
            cart.add_item(product_1(), pieces(-1)).map(drop),
            CartError::QuantityMustBePositive,
        ),
        (
            cart.add_item(product(2, -1, &[]), pieces(1)).map(drop),
            CartError::PriceIsNegative,
        ),
        (
            cart.add_item(product(2, 1, &[bad_tax]), pieces(1))
                .map(drop),
            CartError::Tax(TaxError::RateIsNegative),
        ),
        (
            cart.add_item(product(2, 9_007_199_254_740_991, &[]), pieces(2))
                .map(drop),
            CartError::AmountOutOfRange,
        ),
        (cart.set_price(line, cents(-1)), CartError::PriceIsNegative),
        (
            cart.set_item_discount(line, discount),
            CartError::Discount(above),
        ),
        (cart.set_cart_discount(discount), CartError::Discount(above)),
        (cart.remove(99), CartError::LineNotFound),
    ];
    for (index, (outcome, error)) in refused.into_iter().enumerate() {
        assert_eq!(outcome, Err(error), "change {index}");
    }
    assert_eq!(cart, before);
}

#[test]
fn a_cart_holds_a_thousand_lines_and_no_more() {
    let mut cart = sale();
    for id in 0..LINES_MAX {
        cart.add_item(product(id as u128, 1, &[]), pieces(1))
            .unwrap();
    }
    let refused = cart.add_item(product(5000, 1, &[]), pieces(1));
    assert_eq!(refused, Err(CartError::TooManyLines));
    assert!(
        cart.add_item(product(3, 1, &[]), pieces(1)).is_ok(),
        "joining needs no line"
    );
}

fn add(cart: &mut Cart, item: NewItem) {
    cart.add_item(item, pieces(1)).unwrap();
}

/// Every kind of change, with the carts before each.
fn every_change() -> (Cart, Vec<Cart>) {
    type Change = fn(&mut Cart);
    let changes: [Change; 12] = [
        |cart| add(cart, product(1, 500, &[TaxRate::ppn()])),
        |cart| add(cart, product(2, 700, &[])),
        |cart| add(cart, product(1, 500, &[TaxRate::ppn()])),
        |cart| cart.set_quantity(2, pieces(9)).unwrap(),
        |cart| cart.set_price(1, cents(450)).unwrap(),
        |cart| {
            cart.set_item_discount(1, Some(Discount::Amount(cents(30))))
                .unwrap();
        },
        |cart| {
            cart.set_cart_discount(Some(Discount::Percent(Decimal::TEN)))
                .unwrap();
        },
        |cart| cart.set_label(Some("Ibu Sari".to_owned())),
        |cart| cart.remove(1).unwrap(),
        Cart::clear,
        |cart| add(cart, product(3, 100, &[])),
        |cart| cart.set_label(None),
    ];
    let mut cart = sale();
    let mut before = Vec::new();
    for change in changes {
        before.push(cart.clone());
        change(&mut cart);
    }
    (cart, before)
}

/// What people see of a cart: without the history and the next line number.
fn seen(cart: &Cart) -> impl PartialEq + std::fmt::Debug {
    (
        cart.items().to_vec(),
        cart.discount(),
        cart.label().map(str::to_owned),
    )
}

#[test]
fn undo_takes_back_every_change_also_after_a_restart() {
    let (mut cart, before) = every_change();
    for expected in before.iter().rev() {
        let stored = serde_json::to_string(&cart).unwrap();
        cart = serde_json::from_str(&stored).unwrap();
        assert!(cart.can_undo());
        cart.undo().unwrap();
        assert_eq!(seen(&cart), seen(expected));
    }
    assert_eq!(cart.undo(), Err(CartError::NothingToUndo));
}

#[test]
fn the_discount_of_the_cart_goes_with_its_last_line_and_comes_back_with_it() {
    let half = Some(Discount::Percent(Decimal::from(50)));
    let mut cart = sale();
    assert_eq!(
        cart.set_cart_discount(half),
        Err(CartError::NothingToDiscount)
    );
    add(&mut cart, product(1, 500, &[]));
    add(&mut cart, product(2, 500, &[]));
    cart.set_cart_discount(half).unwrap();
    cart.remove(1).unwrap();
    assert_eq!(cart.discount(), half);
    cart.remove(2).unwrap();
    assert_eq!(cart.discount(), None);
    let mut next = cart.clone();
    add(&mut next, product(3, 99_999, &[]));
    assert_eq!(next.discount(), None);
    cart.undo().unwrap();
    assert_eq!((cart.items().len(), cart.discount()), (1, half));
    // A cart that an earlier program stored.
    let mut stored = serde_json::to_value(&cart).unwrap();
    stored["items"] = serde_json::json!([]);
    let read: Cart = serde_json::from_value(stored).unwrap();
    assert_eq!(read.discount(), None);
}

#[test]
fn a_change_that_leaves_no_totals_is_refused() {
    let levy = TaxRate {
        mode: TaxMethod::FixedPerUnit,
        ..TaxRate::percent("levy", "Levy", Decimal::TWO)
    };
    let mut cart = sale();
    let line = cart
        .add_item(product(1, 2, &[levy.with_inclusive(true)]), pieces(1))
        .unwrap();
    let one = Some(Discount::Amount(cents(1)));
    let refused = Err(CartError::Discount(DiscountError::AbovePrice));
    let before = cart.clone();
    assert_eq!(cart.set_item_discount(line, one), refused);
    assert_eq!(cart.set_cart_discount(one), refused);
    assert_eq!(cart, before);
    // Otherwise it would get the share of another line.
    let other = cart.add_item(product(2, 1000, &[]), pieces(1)).unwrap();
    cart.set_cart_discount(one).unwrap();
    assert_eq!(cart.remove(other), refused);
    let rules = TotalsRules::house("EUR");
    assert!(totals(&cart, &rules).is_ok());

    let mut cart = sale();
    let most = product(1, Cents::MAX.value(), &[]);
    cart.add_item(most, pieces(1)).unwrap();
    let more = cart.add_item(product(2, 1, &[]), pieces(1));
    assert_eq!(more, Err(CartError::AmountOutOfRange));
    assert!(totals(&cart, &rules).is_ok());
}

#[test]
fn what_is_counted_is_sold_in_whole_pieces() {
    let half = Quantity::new(500).unwrap();
    let unit = |unit: &str| NewItem {
        unit: Some(unit.to_owned()),
        ..product(1, 500, &[])
    };
    let mut cart = sale();
    for counted in ["pcs", "karton", "lusin"] {
        let refused = cart.add_item(unit(counted), half);
        assert_eq!(refused, Err(CartError::QuantityNotWhole), "{counted}");
    }
    let line = cart.add_item(product(1, 500, &[]), pieces(1)).unwrap();
    assert_eq!(
        cart.set_quantity(line, half),
        Err(CartError::QuantityNotWhole)
    );
    let more = cart.add_item(product(1, 500, &[]), half);
    assert_eq!(more, Err(CartError::QuantityNotWhole));
    let cable = NewItem {
        unit: Some("meter".to_owned()),
        ..product(2, 500, &[])
    };
    cart.add_item(cable, half).unwrap();
}

#[test]
fn a_line_number_is_never_used_twice() {
    let mut cart = sale();
    let first = cart.add_item(product(1, 500, &[]), pieces(1)).unwrap();
    cart.undo().unwrap();
    let second = cart.add_item(product(1, 500, &[]), pieces(1)).unwrap();
    assert_ne!(first, second);
}

#[test]
fn the_history_keeps_fifty_changes_and_stays_small() {
    let mut cart = sale();
    let line = cart.add_item(product(1, 500, &[]), pieces(1)).unwrap();
    for count in 2..=200 {
        cart.set_quantity(line, pieces(count)).unwrap();
    }
    assert!(serde_json::to_string(&cart).unwrap().len() < 4096);
    for _ in 0..50 {
        cart.undo().unwrap();
    }
    assert_eq!(cart.undo(), Err(CartError::NothingToUndo));
    assert_eq!(cart.item(line).unwrap().quantity_thousandths, pieces(150));
}

type Damage = fn(&mut serde_json::Value);

#[test]
fn a_stored_cart_is_checked_when_it_is_read_back() {
    let mut cart = sale();
    cart.add_item(product(1, 500, &[]), pieces(1)).unwrap();
    let stored = serde_json::to_value(&cart).unwrap();
    let damages: [Damage; 4] = [
        |cart| cart["items"][0]["quantity_thousandths"] = 0.into(),
        |cart| cart["items"][0]["unit_price_cents"] = (-5).into(),
        |cart| cart["next_line_id"] = 1.into(),
        |cart| {
            let item = cart["items"][0].clone();
            cart["items"].as_array_mut().unwrap().push(item);
        },
    ];
    for (index, damage) in damages.into_iter().enumerate() {
        let mut damaged = stored.clone();
        damage(&mut damaged);
        assert!(
            serde_json::from_value::<Cart>(damaged).is_err(),
            "damage {index}"
        );
    }
    assert_eq!(serde_json::from_value::<Cart>(stored).unwrap(), cart);
}

#[test]
fn a_refund_is_a_kind_of_its_own_with_positive_figures() {
    let mut cart = sale();
    cart.add_item(product(1, 500, &[]), pieces(1)).unwrap();
    let refund = refund_of(&cart);
    assert_eq!(refund.kind(), TransactionKind::Refund);
    assert_eq!(refund.items(), cart.items());
}
