//! Rows of the feed that only a newer program can read.

use domain::catalog::Product;
use domain::currency::{Currency, Locale};
use domain::entry::EntryBody;
use domain::entry::kinds::{StoreChanged, UserChanged};
use domain::feed::{
    FeedChange, FeedRow, RegisterState, RegisterStatus, StoreState, UnknownChange,
    UserSecretProfile, UserState,
};
use domain::hex::to_hex;
use domain::store::StoreSettings;
use domain::user::{Role, profile_commitment};
use ledger::LedgerError;
use uuid::Uuid;

use super::server::{acknowledge_all, edit, enrolled, price, product_row, pull, row};
use crate::open::raw_connection;
use crate::shop::{QUIET, Shop, append, cents, id, product};

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

/// The row as a newer server writes it.
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

/// The settings of the shop under this name.
fn store_row(shop: &Shop, feed_seq: u64, name: &str) -> FeedRow {
    let state = StoreState {
        store_id: shop.ledger.identity().store_id,
        revision: feed_seq,
        settings: settings(name),
    };
    row(feed_seq, FeedChange::Store(Box::new(state)))
}

fn settings(name: &str) -> StoreSettings {
    StoreSettings::new(name, &Currency::from_code("IDR").unwrap(), Locale::Id)
}

fn user_row(feed_seq: u64, user_id: Uuid, role: Role) -> FeedRow {
    let state = UserState {
        user_id,
        role,
        active: true,
        profile: Some(UserSecretProfile {
            username: "sari".to_owned(),
            full_name: "Sari".to_owned(),
            commitment_salt: to_hex(&[4; 32]),
            pin_hash: None,
            pin_length: None,
        }),
    };
    row(feed_seq, FeedChange::User(Box::new(state)))
}

/// An own change of a product, a person and the settings, each after the feed brought another.
fn changed_at_both_ends(shop: &Shop, tea: &Product, sari: Uuid) {
    let page = [
        product_row(1, tea),
        user_row(2, sari, Role::Cashier),
        store_row(shop, 3, "Toko lain"),
    ];
    pull(&shop.ledger, &page, 3).unwrap();
    edit(&shop.ledger, tea, price(900));
    let promoted = EntryBody::UserChanged(UserChanged {
        user_id: sari,
        role: Role::Owner,
        active: true,
        profile_commitment: profile_commitment(&[4; 32], "sari", "Sari"),
        by_user_id: None,
    });
    append(&shop.ledger, id(), &promoted).unwrap();
    let renamed = EntryBody::StoreChanged(Box::new(StoreChanged {
        by_user_id: None,
        settings: settings("Toko Sari"),
    }));
    append(&shop.ledger, id(), &renamed).unwrap();
    let elsewhere = Product {
        revision: 2,
        price_cents: Some(cents(500)),
        ..tea.clone()
    };
    let page = [
        product_row(4, &elsewhere),
        user_row(5, sari, Role::Supervisor),
        store_row(shop, 6, "Toko di tempat lain"),
    ];
    pull(&shop.ledger, &page, 6).unwrap();
}

/// Price, role and name of the store, as this register shows them.
fn shown(shop: &Shop, tea: &Product, sari: Uuid) -> (i64, Role, String) {
    (
        known(shop, tea.product_id).price_cents.unwrap().value(),
        shop.ledger.user(sari).unwrap().unwrap().role,
        shop.ledger.store_settings().unwrap().unwrap().store_name,
    )
}

/// The row without its content: the server cannot read it itself.
fn as_an_older_server_sends(unread: &FeedRow) -> FeedRow {
    let FeedChange::Unknown(change) = &unread.change else {
        panic!("{unread:?}");
    };
    let mut json = change.json().clone();
    let id_field = format!("{}_id", change.entity());
    json.as_object_mut()
        .unwrap()
        .retain(|field, _| *field == "entity" || *field == id_field);
    json["unread_by_server"] = true.into();
    row(
        unread.feed_seq,
        FeedChange::Unknown(UnknownChange::new(json)),
    )
}

#[test]
fn an_own_change_stays_when_the_row_that_confirms_it_cannot_be_read() {
    for (confirmed_first, is_whole) in [(true, true), (false, true), (true, false), (false, false)]
    {
        let shop = enrolled(QUIET);
        let (tea, sari) = (product(1, "Teh"), id());
        changed_at_both_ends(&shop, &tea, sari);
        let own = (900, Role::Owner, "Toko Sari".to_owned());
        assert_eq!(shown(&shop, &tea, sari), own);
        let mut confirming = [
            of_a_newer_server(&product_row(7, &tea), "shelf_life_days", 30.into()),
            of_a_newer_server(&user_row(8, sari, Role::Owner), "role", "auditor".into()),
            of_a_newer_server(&store_row(&shop, 9, "Toko Sari"), "theme", "dark".into()),
        ];
        if !is_whole {
            confirming = confirming.map(|row| as_an_older_server_sends(&row));
        }
        if confirmed_first {
            acknowledge_all(&shop.ledger, 9);
        }
        let applied = pull(&shop.ledger, &confirming, 9).unwrap();
        assert_eq!(applied.skipped, 3);
        if !confirmed_first {
            acknowledge_all(&shop.ledger, 9);
        }
        assert_eq!(shown(&shop, &tea, sari), own);
        let found = shop.ledger.verify(None, &mut |_| {}).unwrap();
        assert!(found.error.is_none(), "{:?}", found.error);
    }
}

#[test]
fn a_kept_state_of_another_program_is_asked_for_again_and_own_changes_stay() {
    for spoil in [
        "UPDATE pulled_states SET state = json_set(state, '$.shelf_life_days', 30)",
        "UPDATE pulled_states SET state = json_remove(state, '$.revision', '$.role')",
        "UPDATE pulled_states SET state = 'half a docum'",
    ] {
        let shop = enrolled(QUIET);
        let (tea, sari) = (product(1, "Teh"), id());
        changed_at_both_ends(&shop, &tea, sari);
        let own = shown(&shop, &tea, sari);
        let path = shop.path.clone();
        let shop = shop.reopen_after(QUIET, || {
            assert_eq!(raw_connection(&path).execute(spoil, []).unwrap(), 3);
        });
        assert_eq!(shop.ledger.sync_state().unwrap().feed_cursor, 0, "{spoil}");
        acknowledge_all(&shop.ledger, 6);
        assert_eq!(shown(&shop, &tea, sari), own, "{spoil}");
        // From its start, the feed brings the server's result of the changes.
        let settled = Product {
            revision: 3,
            price_cents: Some(cents(500)),
            ..tea.clone()
        };
        let page = [
            product_row(7, &settled),
            user_row(8, sari, Role::Supervisor),
            store_row(&shop, 9, "Toko di tempat lain"),
        ];
        pull(&shop.ledger, &page, 9).unwrap();
        let servers = (500, Role::Supervisor, "Toko di tempat lain".to_owned());
        assert_eq!(shown(&shop, &tea, sari), servers, "{spoil}");
        // It is read again only once.
        assert_eq!(
            shop.reopen(QUIET).ledger.sync_state().unwrap().feed_cursor,
            9
        );
    }
}

#[test]
fn settings_of_another_program_are_not_guessed_and_the_feed_replaces_them() {
    let shop = enrolled(QUIET);
    let name = |shop: &Shop| shop.ledger.store_settings().unwrap().unwrap().store_name;
    pull(&shop.ledger, &[store_row(&shop, 1, "Toko lain")], 1).unwrap();
    let path = shop.path.clone();
    let shop = shop.reopen_after(QUIET, || {
        let sql = "UPDATE store_versions SET body_version = 99 WHERE feed_seq = 1";
        assert_eq!(raw_connection(&path).execute(sql, []).unwrap(), 1);
    });
    let found = shop.ledger.store_settings();
    assert!(
        matches!(found, Err(LedgerError::Unreadable { column: "settings" })),
        "{found:?}"
    );
    pull(&shop.ledger, &[store_row(&shop, 2, "Toko baru")], 2).unwrap();
    assert_eq!(name(&shop), "Toko baru");
}
