//! The discount that needs no approval.

use domain::cart::Cart;
use domain::currency::Locale;
use domain::discount::Discount;
use domain::discount_limit::{DiscountLimit, is_approved};
use domain::store::StoreSettings;
use domain::totals::{Totals, TotalsRules, totals};
use domain::user::{Approval, Permission};

use crate::fixtures::{cents, pieces, product, sale};
use crate::shop::{SUPERVISOR, settings};

/// Ten percent, in rupiah: amounts are rounded to whole rupiah.
fn ten_percent() -> DiscountLimit {
    let settings: StoreSettings = settings(Locale::Id);
    DiscountLimit::of(&settings).unwrap()
}

fn figures(cart: &Cart) -> Totals {
    totals(cart, &TotalsRules::house("IDR")).unwrap()
}

/// One item of `price` with a discount of `off`, and `cart_off` on the cart.
fn discounted(price: i64, off: i64, cart_off: i64) -> Totals {
    let mut cart = sale();
    let line = cart.add_item(product(1, price, &[]), pieces(1)).unwrap();
    let amount = |off: i64| (off > 0).then(|| Discount::Amount(cents(off)));
    cart.set_item_discount(line, amount(off)).unwrap();
    cart.set_cart_discount(amount(cart_off)).unwrap();
    figures(&cart)
}

#[test]
fn up_to_the_limit_and_its_rounding_needs_no_approval() {
    // (price, off the item, off the cart) -> above on the item, on the cart, in total
    let table = [
        ((100_000, 10_000, 0), (false, false, false)),
        ((100_000, 10_100, 0), (true, false, true)),
        ((100_500, 10_100, 0), (false, false, false)),
        ((100_000, 0, 10_000), (false, false, false)),
        ((100_000, 0, 10_100), (false, true, false)),
        ((100_000, 0, 10_200), (false, true, true)),
        // Each is within the limit, and both together are not.
        ((100_000, 9_000, 9_000), (false, false, true)),
        ((0, 0, 0), (false, false, false)),
    ];
    let limit = ten_percent();
    for ((price, off, cart_off), (item, cart, all)) in table {
        let totals = discounted(price, off, cart_off);
        let line = totals.items[0].line_id;
        let case = format!("{price} less {off} and {cart_off}");
        assert_eq!(limit.is_above_on_item(&totals, line), item, "{case}");
        assert_eq!(limit.is_above_on_cart(&totals), Ok(cart), "{case}");
        assert_eq!(limit.is_exceeded(&totals), all, "{case}");
        assert!(!limit.is_above_on_item(&totals, line + 1), "{case}");
    }
}

#[test]
fn an_approval_of_a_discount_above_the_limit_lets_the_cart_pass() {
    let approval = |permission| Approval {
        user_id: SUPERVISOR,
        permission,
    };
    assert!(!is_approved(&[]));
    assert!(!is_approved(&[approval(Permission::ChangePrice)]));
    let both = [
        approval(Permission::ChangePrice),
        approval(Permission::DiscountAboveLimit),
    ];
    assert!(is_approved(&both));
}
