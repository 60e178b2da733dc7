//! Edits of one product.

use std::convert::Infallible;

use domain::catalog::{
    CatalogError, EditError, Product, ProductEdit, ProductFields, ProductPatch, ProductStatus,
    TakenCodes,
};
use uuid::Uuid;

use crate::fixtures::cents;
use crate::shop::id;

/// A catalog in which these codes belong to another product.
struct Taken(&'static [&'static str]);

impl TakenCodes for Taken {
    type Error = Infallible;

    fn is_sku_taken(&self, sku: &str, _product_id: Uuid) -> Result<bool, Infallible> {
        Ok(self.0.contains(&sku))
    }

    fn is_barcode_taken(&self, barcode: &str, _product_id: Uuid) -> Result<bool, Infallible> {
        Ok(self.0.contains(&barcode))
    }
}

fn before() -> Product {
    Product {
        name: "Teh".to_owned(),
        sku: Some("TEH".to_owned()),
        price_cents: Some(cents(500_000)),
        revision: 3,
        ..Product::blank(id(1))
    }
}

fn fields() -> ProductFields {
    ProductFields {
        name: "Teh".to_owned(),
        sku: "TEH".to_owned(),
        price_cents: Some(cents(500_000)),
        ..ProductFields::default()
    }
}

fn edit(fields: ProductFields) -> ProductEdit {
    ProductEdit::Fields(Box::new(fields))
}

#[test]
fn an_edit_holds_only_what_differs_and_its_base() {
    let changed = edit(ProductFields {
        name: "  Teh Manis ".to_owned(),
        sku: " ".to_owned(),
        ..fields()
    });
    let change = changed.change(&before(), &Taken(&[])).unwrap().unwrap();
    let patch = ProductPatch {
        name: Some("Teh Manis".to_owned()),
        sku: Some(None),
        ..ProductPatch::default()
    };
    assert_eq!((change.product_id, change.base_revision), (id(1), 3));
    assert_eq!(change.patch, patch);
    assert_eq!(change.stock_delta_thousandths, 0);
    let off = ProductEdit::Status(ProductStatus::Inactive);
    let change = off.change(&before(), &Taken(&[])).unwrap().unwrap();
    assert_eq!(change.patch.status, Some(ProductStatus::Inactive));
}

#[test]
fn an_edit_that_changes_nothing_is_no_change() {
    // This holds even if another product now has the code, because the edit does not set it.
    let same = edit(fields()).change(&before(), &Taken(&["TEH"]));
    assert_eq!(same, Ok(None));
    let active = ProductEdit::Status(ProductStatus::Active);
    assert_eq!(active.change(&before(), &Taken(&[])), Ok(None));
}

#[test]
fn a_code_of_another_product_is_refused_after_the_fields_are_checked() {
    let taken = Taken(&["KOPI", "8991234567892"]);
    let sku = edit(ProductFields {
        sku: "KOPI".to_owned(),
        ..fields()
    });
    let refused = sku.change(&before(), &taken);
    assert_eq!(refused, Err(EditError::CodeTaken { field: "sku" }));
    let barcode = edit(ProductFields {
        barcode: "8991234567892".to_owned(),
        ..fields()
    });
    let refused = barcode.change(&before(), &taken);
    assert_eq!(refused, Err(EditError::CodeTaken { field: "barcode" }));
    let unnamed = edit(ProductFields {
        name: " ".to_owned(),
        sku: "KOPI".to_owned(),
        ..fields()
    });
    let empty = CatalogError::Empty { field: "name" };
    assert_eq!(
        unnamed.change(&before(), &taken),
        Err(EditError::Product(empty))
    );
}
