//! Refunds of known sales.

use domain::cart::{Cart, TransactionKind};
use domain::refund::{RefundError, SoldAndRefunded, check_refund};
use uuid::Uuid;

use crate::fixtures::{pieces, product};
use crate::shop::{id, refund, sale};

/// The product of which [`sale`] holds two pieces.
const NOODLES: Uuid = id(0x101);

/// A refund of so many pieces, one line for each number.
fn cart(lines: &[(u128, i64)]) -> Cart {
    let mut cart = Cart::new(id(0x2000), TransactionKind::Refund);
    for (price, (product_id, count)) in (1_000..).zip(lines) {
        let item = product(*product_id, price, &[]);
        cart.add_item(item, pieces(*count)).unwrap();
    }
    cart
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
        (vec![], cart(&[(0x101, 2), (0x102, 1)]), Ok(())),
        (vec![], cart(&[(0x101, 3)]), exceeds(0x101)),
        // Two lines of one product count together.
        (vec![], cart(&[(0x101, 1), (0x101, 2)]), exceeds(0x101)),
        (vec![], cart(&[(0x999, 1)]), exceeds(0x999)),
        (vec![back.clone()], cart(&[(0x101, 1)]), Ok(())),
        (vec![back.clone()], cart(&[(0x101, 2)]), exceeds(0x101)),
        // Too much noodles came back before: the rice may still.
        (
            vec![back.clone(), back.clone(), back],
            cart(&[(0x102, 1)]),
            Ok(()),
        ),
    ];
    for (refunds, cart, expected) in table {
        let checked = check_refund(&sold, &refunds, &cart);
        assert_eq!(checked, expected, "{} refunds before", refunds.len());
    }
}

#[test]
fn a_refund_is_not_refunded() {
    let checked = check_refund(&refund(1), &[], &cart(&[(0x101, 1)]));
    assert_eq!(checked, Err(RefundError::NotASale));
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
