//! Rows of the feed that only a newer program reads.

use domain::catalog::Product;
use domain::feed::{FeedChange, FeedRow, RegisterState, RegisterStatus, UnknownChange};
use uuid::Uuid;

use super::server::{enrolled, product_row, pull, row};
use crate::open::raw_connection;
use crate::shop::{QUIET, Shop, id, product};

fn known(shop: &Shop, product_id: Uuid) -> Product {
    shop.ledger.product_by_id(product_id).unwrap().unwrap()
}

#[test]
fn a_row_that_is_not_understood_is_asked_for_again_after_an_upgrade() {
    let shop = enrolled(QUIET);
    let page = [
        row(
            1,
            FeedChange::Unknown(UnknownChange::new(serde_json::json!({"entity": "moon"}))),
        ),
        product_row(2, &product(1, "Teh")),
    ];
    pull(&shop.ledger, &page, 2).unwrap();
    let shop = shop.reopen(QUIET);
    assert_eq!(shop.ledger.sync_state().unwrap().feed_cursor, 2);
    let path = shop.path.clone();
    let shop = shop.reopen_after(QUIET, || {
        let raw = raw_connection(&path);
        raw.execute("UPDATE sync_state SET skipped_by = '0.0.1'", [])
            .unwrap();
    });
    assert_eq!(shop.ledger.sync_state().unwrap().feed_cursor, 0);
    pull(&shop.ledger, &page[1..], 2).unwrap();
    let shop = shop.reopen(QUIET);
    assert_eq!(shop.ledger.sync_state().unwrap().feed_cursor, 2);
}

/// The row as a server writes it that knows more than this program.
fn of_a_newer_server(row: &FeedRow, field: &str, value: serde_json::Value) -> FeedRow {
    let mut json = serde_json::to_value(row).unwrap();
    json["change"][field] = value;
    serde_json::from_value(json).unwrap()
}

#[test]
fn one_unreadable_row_of_each_entity_does_not_keep_the_rest_of_the_page() {
    let register = RegisterState {
        register_id: id(),
        store_id: id(),
        name: "A2".to_owned(),
        status: RegisterStatus::Active,
    };
    for (field, value) in [
        ("status", serde_json::json!("seasonal")),
        ("shelf_life_days", serde_json::json!(30)),
        ("entity", serde_json::json!("promotion")),
    ] {
        let shop = enrolled(QUIET);
        let [tea, coffee, sugar] = ["Teh", "Kopi", "Gula"].map(|name| product(1, name));
        let strange = of_a_newer_server(&product_row(2, &coffee), field, value.clone());
        let other = row(3, FeedChange::Register(register.clone()));
        let strange_register = of_a_newer_server(&other, field, value);
        let page = [
            product_row(1, &tea),
            strange,
            strange_register,
            product_row(4, &sugar),
        ];
        let applied = pull(&shop.ledger, &page, 4).unwrap();
        assert_eq!((applied.products, applied.skipped), (2, 2), "{field}");
        assert_eq!(known(&shop, sugar.product_id), sugar);
        assert!(shop.ledger.feed_registers().unwrap().is_empty());
        assert_eq!(shop.ledger.sync_state().unwrap().feed_cursor, 4);
    }
}
