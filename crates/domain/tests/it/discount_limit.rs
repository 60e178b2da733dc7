//! The discount that needs no approval.

use domain::cart::Cart;
use domain::currency::Locale;
use domain::discount::Discount;
use domain::discount_limit::DiscountLimit;
use domain::store::StoreSettings;
use domain::totals::{Totals, TotalsRules, totals};

use crate::fixtures::{cents, pieces, product, sale};
use crate::shop::settings;

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
    // (price, off the item, off the cart) -> above the limit
    let table = [
        ((100_000, 10_000, 0), false),
        ((100_000, 10_100, 0), true),
        ((100_500, 10_100, 0), false),
        ((100_000, 0, 10_000), false),
        ((100_000, 0, 10_100), true),
        ((100_000, 0, 10_200), true),
        // Each is within the limit, but both together are not.
        ((100_000, 9_000, 9_000), true),
        ((0, 0, 0), false),
    ];
    let limit = ten_percent();
    for ((price, off, cart_off), above) in table {
        let totals = discounted(price, off, cart_off);
        let case = format!("{price} less {off} and {cart_off}");
        assert_eq!(limit.needs_approval(&totals, &[]), above, "{case}");
    }
}
