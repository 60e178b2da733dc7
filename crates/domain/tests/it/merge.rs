//! Edits of two registers on one product.

use domain::catalog::merge::{
    ArrivedEdit, FieldRevisions, MergeError, Merged, TrackedProduct, conflict_id, merge,
};
use domain::catalog::{CatalogError, Product, ProductChange, ProductPatch, ProductStatus};
use domain::feed::ConflictField;
use uuid::Uuid;

use crate::fixtures::cents;
use crate::shop::id;

pub(crate) const FRONT: Uuid = id(0xa);
pub(crate) const BACK: Uuid = id(0xb);
const NOODLES: Uuid = id(1);

/// One arrival: the register, the base revision, and the patch.
pub(crate) type Arrival = (Uuid, u64, ProductPatch);

pub(crate) fn price(value: i64) -> ProductPatch {
    ProductPatch {
        price_cents: Some(Some(cents(value))),
        ..ProductPatch::default()
    }
}

pub(crate) fn name(name: &str) -> ProductPatch {
    ProductPatch {
        name: Some(name.to_owned()),
        ..ProductPatch::default()
    }
}

fn sku(sku: &str) -> ProductPatch {
    ProductPatch {
        sku: Some(Some(sku.to_owned())),
        ..ProductPatch::default()
    }
}

fn founded() -> Arrival {
    let patch = ProductPatch {
        sku: Some(Some("MG-1".to_owned())),
        ..name("Mi Goreng")
    };
    (
        FRONT,
        0,
        ProductPatch {
            price_cents: Some(Some(cents(100))),
            ..patch
        },
    )
}

pub(crate) fn arrive(
    current: Option<&TrackedProduct>,
    number: usize,
    (register_id, base_revision, patch): &Arrival,
) -> Result<Merged, MergeError> {
    let change = ProductChange {
        product_id: NOODLES,
        base_revision: *base_revision,
        patch: patch.clone(),
        stock_delta_thousandths: 0,
    };
    let entry_id = id(0x1000 + number as u128);
    let edit = ArrivedEdit {
        register_id: *register_id,
        entry_id,
        change: &change,
    };
    merge(current, edit, |sku| sku == "TAKEN")
}

/// The figures of a conflict: field, kept, lost, and the register that lost.
type Met = (ConflictField, &'static str, &'static str, Uuid);

/// Merges all arrivals, and compares the product and the conflicts of the last one.
fn check(arrivals: &[Arrival], expected: &Product, met: &[Met]) {
    let mut current: Option<Merged> = None;
    for (number, arrival) in arrivals.iter().enumerate() {
        let before = current.as_ref().map(|merged| &merged.tracked);
        current = Some(arrive(before, number, arrival).unwrap());
    }
    let merged = current.unwrap();
    assert_eq!(&merged.tracked.product, expected);
    let entry_id = id(0x1000 + arrivals.len() as u128 - 1);
    let found: Vec<_> = merged
        .conflicts
        .iter()
        .map(|found| {
            assert_eq!(
                found.conflict_id,
                conflict_id(entry_id, NOODLES, found.field)
            );
            (
                found.field,
                found.kept.as_str(),
                found.lost.as_str(),
                found.lost_register_id,
            )
        })
        .collect();
    assert_eq!(found, met);
}

fn noodles(revision: u64) -> Product {
    Product {
        name: "Mi Goreng".to_owned(),
        sku: Some("MG-1".to_owned()),
        price_cents: Some(cents(100)),
        revision,
        ..Product::blank(NOODLES)
    }
}

#[test]
fn the_first_edit_makes_the_product() {
    check(&[founded()], &noodles(1), &[]);
}

#[test]
fn a_field_nobody_touched_since_is_applied() {
    let arrivals = [
        founded(),
        (BACK, 1, price(120)),
        (FRONT, 1, name("Mi Kuah")),
    ];
    let expected = Product {
        name: "Mi Kuah".to_owned(),
        price_cents: Some(cents(120)),
        ..noodles(3)
    };
    check(&arrivals, &expected, &[]);
}

#[test]
fn a_price_that_another_register_changed_stays_and_the_edit_loses() {
    let arrivals = [founded(), (BACK, 1, price(120)), (FRONT, 1, price(90))];
    let expected = Product {
        price_cents: Some(cents(120)),
        ..noodles(3)
    };
    check(
        &arrivals,
        &expected,
        &[(ConflictField::PriceCents, "120", "90", FRONT)],
    );
}

#[test]
fn a_price_cleared_meanwhile_stays_cleared() {
    let cleared = ProductPatch {
        price_cents: Some(None),
        ..ProductPatch::default()
    };
    let arrivals = [founded(), (BACK, 1, cleared), (FRONT, 1, price(90))];
    let expected = Product {
        price_cents: None,
        ..noodles(3)
    };
    check(
        &arrivals,
        &expected,
        &[(ConflictField::PriceCents, "null", "90", FRONT)],
    );
}

#[test]
fn a_status_that_another_register_changed_stays() {
    let status = |status| ProductPatch {
        status: Some(status),
        ..ProductPatch::default()
    };
    // The back register activates the product again after deactivating it. The front register,
    // which saw neither change, deactivates it.
    let arrivals = [
        founded(),
        (BACK, 1, status(ProductStatus::Inactive)),
        (BACK, 1, status(ProductStatus::Active)),
        (FRONT, 1, status(ProductStatus::Inactive)),
    ];
    let met = (ConflictField::Status, "\"active\"", "\"inactive\"", FRONT);
    check(&arrivals, &noodles(4), &[met]);
}

#[test]
fn a_name_that_another_register_changed_gives_way_and_is_kept_as_the_loser() {
    let arrivals = [
        founded(),
        (BACK, 1, name("Mi Kuah")),
        (FRONT, 1, name("Mi Ayam")),
    ];
    let expected = Product {
        name: "Mi Ayam".to_owned(),
        ..noodles(3)
    };
    let met = (ConflictField::Name, "\"Mi Ayam\"", "\"Mi Kuah\"", BACK);
    check(&arrivals, &expected, &[met]);
}

#[test]
fn the_same_value_twice_is_no_conflict() {
    let arrivals = [founded(), (BACK, 1, price(120)), (FRONT, 1, price(120))];
    let expected = Product {
        price_cents: Some(cents(120)),
        ..noodles(3)
    };
    check(&arrivals, &expected, &[]);
}

#[test]
fn an_edit_that_saw_the_other_one_is_no_conflict() {
    let arrivals = [founded(), (BACK, 1, price(120)), (FRONT, 2, price(90))];
    let expected = Product {
        price_cents: Some(cents(90)),
        ..noodles(3)
    };
    check(&arrivals, &expected, &[]);
}

#[test]
fn one_edit_may_lose_in_one_field_and_win_in_others() {
    let theirs = ProductPatch {
        price_cents: Some(Some(cents(120))),
        ..name("Mi Kuah")
    };
    let ours = ProductPatch {
        price_cents: Some(Some(cents(90))),
        unit: Some(Some("pcs".to_owned())),
        ..name("Mi Ayam")
    };
    let expected = Product {
        name: "Mi Ayam".to_owned(),
        unit: Some("pcs".to_owned()),
        price_cents: Some(cents(120)),
        ..noodles(3)
    };
    let met = [
        (ConflictField::Name, "\"Mi Ayam\"", "\"Mi Kuah\"", BACK),
        (ConflictField::PriceCents, "120", "90", FRONT),
    ];
    check(
        &[founded(), (BACK, 1, theirs), (FRONT, 1, ours)],
        &expected,
        &met,
    );
}

#[test]
fn a_sku_that_another_product_has_is_given_up() {
    let expected = Product {
        sku: None,
        ..noodles(2)
    };
    let met = (ConflictField::Sku, "null", "\"TAKEN\"", FRONT);
    check(&[founded(), (FRONT, 1, sku("TAKEN"))], &expected, &[met]);
    let contended = [founded(), (BACK, 1, sku("MG-2")), (FRONT, 1, sku("TAKEN"))];
    let expected = Product {
        sku: None,
        ..noodles(3)
    };
    check(&contended, &expected, &[met]);
}

#[test]
fn a_base_above_the_servers_own_count_is_taken() {
    // The server was restored from a backup and counts on from there.
    let expected = Product {
        price_cents: Some(cents(90)),
        ..noodles(2)
    };
    check(&[founded(), (BACK, 17, price(90))], &expected, &[]);
}

#[test]
fn an_edit_that_changes_nothing_still_counts() {
    check(
        &[founded(), (BACK, 1, ProductPatch::default())],
        &noodles(2),
        &[],
    );
}

#[test]
fn a_product_outside_its_limits_is_an_error() {
    let merged = arrive(None, 0, &founded()).unwrap();
    let error = arrive(Some(&merged.tracked), 1, &(BACK, 1, name(" "))).unwrap_err();
    let empty = CatalogError::Empty { field: "name" };
    assert_eq!(error, MergeError::Catalog(empty));
    let nameless = arrive(None, 0, &(BACK, 0, price(1))).unwrap_err();
    assert_eq!(nameless, MergeError::Catalog(empty));
}

#[test]
fn an_edit_of_a_product_that_never_arrived_is_an_error_of_its_own() {
    for patch in [price(1), name("Mi Goreng")] {
        let error = arrive(None, 0, &(BACK, 3, patch)).unwrap_err();
        assert_eq!(error, MergeError::ProductUnknown { base_revision: 3 });
    }
}

#[test]
fn the_id_of_a_conflict_is_frozen_and_differs_by_entry_product_and_field() {
    let frozen = conflict_id(id(1), id(2), ConflictField::Name);
    assert_eq!(frozen.to_string(), "8205d398-ebe9-8bdf-8cb9-05dc5c44d6bf");
    let others = [
        conflict_id(id(2), id(2), ConflictField::Name),
        conflict_id(id(1), id(1), ConflictField::Name),
        conflict_id(id(1), id(2), ConflictField::Sku),
    ];
    assert!(others.iter().all(|other| *other != frozen));
}

#[test]
fn the_revisions_of_fields_read_back_from_their_json() {
    let merged = arrive(None, 0, &(FRONT, 0, name("Mi Goreng"))).unwrap();
    let json = serde_json::to_string(&merged.tracked.fields).unwrap();
    assert_eq!(json, format!("{{\"name\":[1,\"{FRONT}\"]}}"));
    let back: FieldRevisions = serde_json::from_str(&json).unwrap();
    assert_eq!(back, merged.tracked.fields);
}
