//! Rows of the feed: those that can be read, and those that are kept for a newer program.

use domain::catalog::Product;
use domain::currency::Locale;
use domain::feed::{
    CatalogConflict, ConflictField, FeedChange, FeedOrigin, FeedRow, ProductState, RegisterState,
    RegisterStatus, StoreState, UserSecretProfile, UserState,
};
use domain::user::Role;
use serde_json::{Value, json};

use crate::fixtures::cents;
use crate::shop::{CASHIER, REGISTER, STORE, id, settings};

/// A row of every known entity.
fn known() -> Vec<FeedChange> {
    let product = Product {
        name: "Teh Botol".to_owned(),
        price_cents: Some(cents(500_000)),
        revision: 3,
        ..Product::blank(id(0x101))
    };
    vec![
        FeedChange::Product(Box::new(ProductState::from(product))),
        FeedChange::User(Box::new(UserState {
            user_id: CASHIER,
            role: Role::Cashier,
            active: true,
            profile: Some(UserSecretProfile {
                username: "siti".to_owned(),
                full_name: "Siti Rahayu".to_owned(),
                commitment_salt: "00".repeat(32),
                pin_hash: Some("$argon2id$secret".to_owned()),
                pin_length: Some(4),
            }),
        })),
        FeedChange::Store(Box::new(StoreState {
            store_id: STORE,
            revision: 2,
            settings: settings(Locale::Id),
        })),
        FeedChange::Register(RegisterState {
            register_id: REGISTER,
            store_id: STORE,
            name: "Kasir 1".to_owned(),
            status: RegisterStatus::Active,
        }),
        FeedChange::Conflict(Box::new(CatalogConflict {
            conflict_id: id(1),
            product_id: id(0x101),
            product_name: "Teh Botol".to_owned(),
            field: ConflictField::PriceCents,
            kept: "500000".to_owned(),
            lost: "550000".to_owned(),
            lost_register_id: REGISTER,
            entry_id: id(2),
            server_time_ms: 5,
        })),
    ]
}

fn json_of(change: &FeedChange) -> Value {
    serde_json::to_value(change).unwrap()
}

/// The row with this value at a JSON pointer; `null` is a value, `None` removes the field.
fn edited(change: &FeedChange, parent: &str, field: &str, value: Option<Value>) -> Value {
    let mut row = json_of(change);
    let fields = row.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match value {
        Some(value) => drop(fields.insert(field.to_owned(), value)),
        None => drop(fields.remove(field).unwrap()),
    }
    row
}

#[test]
fn a_row_of_every_entity_reads_as_it_was_written() {
    for change in known() {
        let text = serde_json::to_string(&change).unwrap();
        assert!(text.starts_with("{\"entity\":\""), "{text}");
        assert_eq!(serde_json::from_str::<FeedChange>(&text).unwrap(), change);
    }
}

#[test]
fn what_a_newer_server_writes_is_kept_whole() {
    let rows = known();
    let [product, user, store, register, conflict] = rows.as_slice() else {
        unreachable!()
    };
    let unreadable = [
        // An unknown entity, or none.
        json!({"entity": "customer", "customer_id": id(9), "points": 12}),
        json!({"entity": null}),
        json!({"full": 1}),
        json!("moon"),
        Value::Null,
        // A new field, in the row or inside it.
        edited(product, "", "tax_class", Some(json!("food"))),
        edited(user, "/profile", "badge", Some(json!("7"))),
        edited(store, "/settings", "rounds_tips", Some(json!(true))),
        edited(store, "/settings/receipt", "logo", Some(Value::Null)),
        edited(register, "", "kind", Some(json!("kiosk"))),
        edited(conflict, "", "note", Some(json!(""))),
        // A new value.
        edited(product, "", "status", Some(json!("seasonal"))),
        edited(user, "", "role", Some(json!("auditor"))),
        edited(register, "", "status", Some(json!("paused"))),
        edited(conflict, "", "field", Some(json!("tax_class"))),
        // A missing field; one that may be null is not read as null.
        edited(product, "", "name", None),
        edited(product, "", "price_cents", None),
        edited(user, "", "profile", None),
        edited(user, "/profile", "pin_hash", None),
        edited(store, "/settings", "currency", None),
    ];
    for row in unreadable {
        let read: FeedChange = serde_json::from_value(row.clone()).unwrap();
        let FeedChange::Unknown(unknown) = &read else {
            panic!("{row} was read");
        };
        let entity = row.get("entity").and_then(Value::as_str).unwrap_or("");
        assert_eq!(unknown.entity(), entity);
        assert_eq!(json_of(&read), row);
    }
}

#[test]
fn one_unreadable_row_leaves_the_others_of_its_page() {
    let origin = Some(FeedOrigin {
        register_id: REGISTER,
        entry_id: id(2),
    });
    let mut page: Vec<Value> = (1..)
        .zip(known())
        .map(|(feed_seq, change)| {
            let row = FeedRow {
                feed_seq,
                origin,
                change,
            };
            serde_json::to_value(row).unwrap()
        })
        .collect();
    page[1]["change"]["role"] = json!("auditor");
    let text = serde_json::to_string(&page).unwrap();
    let rows: Vec<FeedRow> = serde_json::from_str(&text).unwrap();
    assert_eq!(rows.len(), known().len());
    for (row, sent) in rows.iter().zip(known()) {
        if row.feed_seq == 2 {
            assert!(matches!(row.change, FeedChange::Unknown(_)));
        } else {
            assert_eq!(row.change, sent);
        }
        assert_eq!(row.origin, origin);
    }
}

#[test]
fn the_number_of_a_row_is_never_guessed() {
    let row = r#"{"feed_seq":"new","origin":null,"change":{"entity":"moon"}}"#;
    assert!(serde_json::from_str::<FeedRow>(row).is_err());
}

#[test]
fn an_unreadable_row_names_the_reason_and_no_secret() {
    let rows = known();
    let reason = |row: Value| match FeedChange::from_json(row) {
        FeedChange::Unknown(unknown) => (unknown.reason(), format!("{unknown:?}")),
        read => panic!("{read:?} was read"),
    };
    let (why, _) = reason(edited(&rows[0], "", "tax_class", Some(json!("food"))));
    assert!(why.contains("tax_class"), "{why}");
    let (why, _) = reason(json!({"entity": "moon"}));
    assert_eq!(why, "the entity is unknown");
    let (why, debug) = reason(edited(
        &rows[1],
        "/profile",
        "pin_length",
        Some(json!("$argon2id$secret")),
    ));
    assert!(
        !why.contains("argon2id") && !debug.contains("argon2id"),
        "{why} {debug}"
    );
    assert_eq!(debug, "UnknownChange(user, ..)");
}
