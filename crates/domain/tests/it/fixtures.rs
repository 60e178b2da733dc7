//! Small carts for the tests of the money half.

use domain::cart::{Cart, NewItem, TransactionKind};
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::tax::TaxRate;
use uuid::Uuid;

pub(crate) fn cents(value: i64) -> Cents {
    Cents::new(value).unwrap()
}

pub(crate) fn pieces(count: i64) -> Quantity {
    Quantity::whole(count).unwrap()
}

pub(crate) fn sale() -> Cart {
    Cart::new(Uuid::from_u128(1), TransactionKind::Sale)
}

pub(crate) fn product(id: u128, unit_price: i64, tax_rates: &[TaxRate]) -> NewItem {
    NewItem {
        product_id: Uuid::from_u128(id),
        name: format!("Product {id}"),
        sku: None,
        barcode: None,
        unit_price_cents: cents(unit_price),
        cost_cents: None,
        weighed: false,
        unit: None,
        tax_rates: tax_rates.to_vec(),
    }
}

/// The same cart as a refund.
pub(crate) fn refund_of(sale: &Cart) -> Cart {
    let mut json = serde_json::to_value(sale).unwrap();
    json["kind"] = "refund".into();
    serde_json::from_value(json).unwrap()
}
