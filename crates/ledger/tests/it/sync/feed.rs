//! Rows of the feed and the own changes over them.

use domain::{
    catalog::{Product, ProductPatch, ProductStatus},
    currency::{Currency, Locale},
    entry::{
        EntryBody,
        body::{StoreChanged, UserChanged},
        hex::to_hex,
    },
    feed::{
        CatalogConflict, ConflictField, FeedChange, RegisterState, RegisterStatus, StoreState,
        UserSecretProfile, UserState,
    },
    store::StoreSettings,
    user::{Lockout, Role, profile_commitment},
};
use ledger::{FeedFault, LedgerError, UserProfile};
use uuid::Uuid;

use super::server::{acknowledge_all, edit, enrolled, enrolment, price, product_row, pull, row};
use crate::{
    open::raw_connection,
    shop::{NOW, QUIET, Shop, append, cents, id, product, products},
};

fn known(shop: &Shop, product_id: Uuid) -> Product {
    shop.ledger.product_by_id(product_id).unwrap().unwrap()
}

fn price_of(shop: &Shop, product: &Product) -> i64 {
    known(shop, product.product_id).price_cents.unwrap().value()
}

fn told(product: &Product, revision: u64, price: i64) -> Product {
    Product {
        revision,
        price_cents: Some(cents(price)),
        ..product.clone()
    }
}

#[test]
fn a_pulled_product_is_sold_searched_and_keeps_the_servers_revision() {
    let shop = enrolled(QUIET);
    let tea = told(&product(1, "Teh melati"), 5, 100);
    let applied = pull(&shop.ledger, &[product_row(1, &tea)], 4).unwrap();
    assert_eq!((applied.rows, applied.products), (1, 1));
    assert_eq!(known(&shop, tea.product_id), tea);
    assert_eq!(shop.ledger.sync_state().unwrap().feed_cursor, 4);
    let hits = shop.ledger.product_search("melati", 9).unwrap();
    assert_eq!(hits[0].product, tea);
    let renamed = Product {
        name: "Teh hijau".to_owned(),
        ..told(&tea, 6, 100)
    };
    pull(&shop.ledger, &[product_row(5, &renamed)], 5).unwrap();
    assert!(shop.ledger.product_search("melati", 9).unwrap().is_empty());
    assert_eq!(shop.ledger.product_search("hijau", 9).unwrap().len(), 1);
    edit(&shop.ledger, &renamed, price(900));
    assert_eq!(known(&shop, tea.product_id), told(&renamed, 6, 900));
    shop.sell(&[known(&shop, tea.product_id)]);
}

#[test]
fn a_page_that_comes_twice_or_late_changes_nothing() {
    let shop = enrolled(QUIET);
    let tea = product(1, "Teh");
    let early = [product_row(1, &told(&tea, 1, 100))];
    let late = [product_row(2, &told(&tea, 2, 200))];
    pull(&shop.ledger, &early, 1).unwrap();
    pull(&shop.ledger, &late, 2).unwrap();
    for (page, next) in [(&early, 1), (&late, 2), (&early, 1)] {
        let applied = pull(&shop.ledger, page, next).unwrap();
        assert_eq!(applied.rows, 0);
        assert_eq!(price_of(&shop, &tea), 200);
        assert_eq!(shop.ledger.sync_state().unwrap().feed_cursor, 2);
    }
}

#[test]
fn a_pull_never_takes_back_what_was_not_pushed() {
    let shop = enrolled(QUIET);
    let tea = told(&product(1, "Teh"), 1, 100);
    pull(&shop.ledger, &[product_row(1, &tea)], 1).unwrap();
    edit(&shop.ledger, &tea, price(300));
    let elsewhere = Product {
        category: Some("Baru".to_owned()),
        ..told(&tea, 2, 250)
    };
    pull(&shop.ledger, &[product_row(2, &elsewhere)], 2).unwrap();
    let here = known(&shop, tea.product_id);
    assert_eq!(here.price_cents, Some(cents(300)));
    assert_eq!(here.category.as_deref(), Some("Baru"));
    assert_eq!(here.revision, 2);
    // Pushed: the server keeps its own price, and says so in row 3.
    acknowledge_all(&shop.ledger, 3);
    assert_eq!(price_of(&shop, &tea), 300);
    let kept = Product {
        revision: 3,
        ..elsewhere
    };
    pull(&shop.ledger, &[product_row(3, &kept)], 3).unwrap();
    assert_eq!(known(&shop, tea.product_id), kept);
}

#[test]
fn an_acknowledgement_after_its_row_goes_back_to_what_the_feed_told() {
    let shop = enrolled(QUIET);
    let tea = told(&product(1, "Teh"), 1, 100);
    pull(&shop.ledger, &[product_row(1, &tea)], 1).unwrap();
    edit(&shop.ledger, &tea, price(300));
    let kept = told(&tea, 2, 250);
    // The server has the edit and has settled it; the answer to the push is late.
    pull(&shop.ledger, &[product_row(3, &kept)], 3).unwrap();
    assert_eq!(price_of(&shop, &tea), 300);
    acknowledge_all(&shop.ledger, 3);
    assert_eq!(price_of(&shop, &tea), 250);
    assert_eq!(pending_rows(shop), [0, 0, 0]);
}

/// Rows in the three tables of pending changes.
fn pending_rows(shop: Shop) -> [i64; 3] {
    let path = shop.path.clone();
    let _folder = shop.close();
    let raw = raw_connection(&path);
    ["pending_entries", "pending_changes", "pulled_states"].map(|table| {
        raw.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
            row.get(0)
        })
        .unwrap()
    })
}

#[test]
fn an_interrupted_page_leaves_neither_rows_nor_cursor() {
    let shop = enrolled(QUIET);
    let tea = told(&product(1, "Teh"), 1, 100);
    pull(&shop.ledger, &[product_row(1, &tea)], 1).unwrap();
    let path = shop.path.clone();
    let shop = shop.reopen_after(QUIET, || {
        raw_connection(&path)
            .execute_batch(
                "CREATE TRIGGER stop BEFORE UPDATE OF feed_cursor ON sync_state
                 BEGIN SELECT raise(ABORT, 'no'); END",
            )
            .unwrap();
    });
    let page = [
        product_row(2, &told(&tea, 2, 200)),
        product_row(3, &product(2, "Kopi")),
    ];
    assert!(pull(&shop.ledger, &page, 3).is_err());
    assert_eq!(price_of(&shop, &tea), 100);
    assert_eq!(shop.ledger.product_count().unwrap(), 1);
    assert_eq!(shop.ledger.sync_state().unwrap().feed_cursor, 1);
    let shop = shop.reopen_after(QUIET, || {
        raw_connection(&path)
            .execute_batch("DROP TRIGGER stop")
            .unwrap();
    });
    pull(&shop.ledger, &page, 3).unwrap();
    assert_eq!(price_of(&shop, &tea), 200);
}

#[test]
fn a_page_of_another_feed_or_out_of_order_is_refused() {
    let shop = enrolled(QUIET);
    let page = [product_row(2, &product(1, "Teh"))];
    let fault = |outcome| match outcome {
        Err(LedgerError::Feed(fault)) => fault,
        other => panic!("{other:?}"),
    };
    let given = id();
    assert_eq!(
        fault(shop.ledger.feed_apply(given, &page, 2, 0)),
        FeedFault::OtherEpoch {
            given,
            expected: enrolment().feed_epoch
        }
    );
    let twice = [page[0].clone(), page[0].clone()];
    let feed_seq = 2;
    assert_eq!(
        fault(pull(&shop.ledger, &twice, 2)),
        FeedFault::OutOfOrder { feed_seq }
    );
    assert_eq!(
        fault(pull(&shop.ledger, &page, 1)),
        FeedFault::OutOfOrder { feed_seq }
    );
    let alone = Shop::open(QUIET);
    assert_eq!(fault(pull(&alone.ledger, &page, 2)), FeedFault::NotEnrolled);
    alone.ledger.enrol(&enrolment(), "00").unwrap();
    assert_eq!(
        fault(pull(&alone.ledger, &page, 2)),
        FeedFault::WaitsForPush
    );
}

fn person(user_id: Uuid, role: Role, name: Option<&str>) -> UserState {
    UserState {
        user_id,
        role,
        active: true,
        profile: name.map(|name| UserSecretProfile {
            username: name.to_lowercase(),
            full_name: name.to_owned(),
            commitment_salt: to_hex(&[4; 32]),
            pin_hash: Some(format!("$argon2id$of-{name}")),
            pin_length: Some(4),
        }),
    }
}

fn user_row(feed_seq: u64, state: &UserState) -> domain::feed::FeedRow {
    row(feed_seq, FeedChange::User(Box::new(state.clone())))
}

#[test]
fn people_come_down_and_keep_their_wrong_tries() {
    let shop = enrolled(QUIET);
    let sari = id();
    let state = person(sari, Role::Cashier, Some("Sari"));
    pull(&shop.ledger, &[user_row(1, &state)], 1).unwrap();
    let here = shop.ledger.user(sari).unwrap().unwrap();
    assert_eq!(here.role, Role::Cashier);
    assert_eq!(here.profile.unwrap().full_name, "Sari");
    let lockout = Lockout {
        wrong_tries: 3,
        locked_until_ms: Some(9),
    };
    shop.ledger.user_lockout_set(sari, lockout).unwrap();
    let renamed = person(sari, Role::Supervisor, Some("Sari Dewi"));
    pull(&shop.ledger, &[user_row(2, &renamed)], 2).unwrap();
    let here = shop.ledger.user(sari).unwrap().unwrap();
    assert_eq!((here.role, here.lockout), (Role::Supervisor, lockout));
    assert_eq!(here.pin_hash.as_deref(), Some("$argon2id$of-Sari Dewi"));
    assert!(shop.ledger.profiles_to_send().unwrap().is_empty());
    let left = UserState {
        active: false,
        profile: None,
        ..renamed
    };
    pull(&shop.ledger, &[user_row(3, &left)], 3).unwrap();
    let here = shop.ledger.user(sari).unwrap().unwrap();
    assert!(!here.active && here.profile.is_none() && here.pin_hash.is_none());
}

/// Changes a person's role and names at this register.
fn change_person(shop: &Shop, user_id: Uuid, role: Role, name: &str) {
    let profile = UserProfile {
        username: name.to_lowercase(),
        full_name: name.to_owned(),
        salt: [8; 32],
    };
    let body = EntryBody::UserChanged(UserChanged {
        user_id,
        by_user_id: None,
        role,
        active: true,
        profile_commitment: profile_commitment(&[8; 32], &profile.username, name),
    });
    append(&shop.ledger, id(), &body).unwrap();
    shop.ledger
        .commit(|commit| {
            commit.user_profile_set(user_id, &profile)?;
            commit.user_pin_set(user_id, "$argon2id$own", 6)
        })
        .unwrap();
}

#[test]
fn own_changes_of_a_person_stay_until_they_came_down() {
    let shop = enrolled(QUIET);
    let sari = id();
    let before = person(sari, Role::Cashier, Some("Sari"));
    pull(&shop.ledger, &[user_row(1, &before)], 1).unwrap();
    change_person(&shop, sari, Role::Owner, "Bu Sari");
    pull(&shop.ledger, &[user_row(2, &before)], 2).unwrap();
    let here = shop.ledger.user(sari).unwrap().unwrap();
    assert_eq!(here.role, Role::Owner);
    assert_eq!(here.profile.unwrap().full_name, "Bu Sari");
    let sent = shop.ledger.profiles_to_send().unwrap();
    assert_eq!(sent[0].profile.pin_hash.as_deref(), Some("$argon2id$own"));
    let head = shop.ledger.head().unwrap().seq;
    let given = ledger::Acknowledgement {
        profiles_sent: vec![(sari, sent[0].change_no)],
        ..super::server::answer(&shop.ledger, head, 4)
    };
    shop.ledger.acknowledge(&given).unwrap();
    assert!(shop.ledger.profiles_to_send().unwrap().is_empty());
    // A page that was on its way while the push was answered.
    pull(&shop.ledger, &[user_row(3, &before)], 3).unwrap();
    let here = shop.ledger.user(sari).unwrap().unwrap();
    assert_eq!(here.profile.unwrap().full_name, "Bu Sari");
    let after = person(sari, Role::Owner, Some("Bu Sari D."));
    pull(&shop.ledger, &[user_row(5, &after)], 5).unwrap();
    let here = shop.ledger.user(sari).unwrap().unwrap();
    assert_eq!(here.profile.unwrap().full_name, "Bu Sari D.");
}

#[test]
fn a_change_that_was_made_after_sending_is_sent_again() {
    let shop = enrolled(QUIET);
    let sari = id();
    change_person(&shop, sari, Role::Owner, "Sari");
    let sent = shop.ledger.profiles_to_send().unwrap();
    change_person(&shop, sari, Role::Owner, "Bu Sari");
    let head = shop.ledger.head().unwrap().seq;
    let given = ledger::Acknowledgement {
        profiles_sent: vec![(sari, sent[0].change_no)],
        ..super::server::answer(&shop.ledger, head, 4)
    };
    shop.ledger.acknowledge(&given).unwrap();
    let again = shop.ledger.profiles_to_send().unwrap();
    assert_eq!(again[0].profile.full_name, "Bu Sari");
    assert!(again[0].change_no > sent[0].change_no);
}

fn settings(name: &str) -> StoreSettings {
    StoreSettings::new(name, &Currency::from_code("IDR").unwrap(), Locale::Id)
}

fn store_row(shop: &Shop, feed_seq: u64, name: &str) -> domain::feed::FeedRow {
    let state = StoreState {
        store_id: shop.ledger.identity().store_id,
        revision: feed_seq,
        settings: settings(name),
    };
    row(feed_seq, FeedChange::Store(Box::new(state)))
}

#[test]
fn pulled_settings_hold_for_receipts_from_here_on() {
    let shop = enrolled(QUIET);
    let tea = product(1, "Teh");
    pull(&shop.ledger, &[product_row(1, &tea)], 1).unwrap();
    shop.sell(std::slice::from_ref(&tea));
    let before = shop.ledger.tail(1).unwrap()[0].position;
    pull(&shop.ledger, &[store_row(&shop, 2, "Toko Baru")], 2).unwrap();
    shop.sell(&[tea]);
    let name_at = |position| {
        let settings = shop.ledger.store_settings_at(position).unwrap();
        settings.unwrap().store_name
    };
    assert_eq!(name_at(before), "Toko Sari");
    assert_eq!(name_at(before + 1), "Toko Baru");
    // Another store's settings are not ours.
    let mut other = store_row(&shop, 3, "Cabang");
    if let FeedChange::Store(state) = &mut other.change {
        state.store_id = id();
    }
    assert!(!pull(&shop.ledger, &[other], 3).unwrap().settings);
    let own = EntryBody::StoreChanged(Box::new(StoreChanged {
        by_user_id: None,
        settings: settings("Toko Kita"),
    }));
    append(&shop.ledger, id(), &own).unwrap();
    pull(&shop.ledger, &[store_row(&shop, 4, "Toko Lama")], 4).unwrap();
    assert_eq!(name_at(i64::MAX), "Toko Kita");
    acknowledge_all(&shop.ledger, 4);
    assert_eq!(name_at(i64::MAX), "Toko Lama", "the feed told after all");
    let found = shop.ledger.verify(None, &mut |_| {}).unwrap();
    assert!(found.fault.is_none(), "{:?}", found.fault);
}

#[test]
fn conflicts_and_registers_are_listed() {
    let shop = enrolled(QUIET);
    let conflict = CatalogConflict {
        conflict_id: id(),
        product_id: id(),
        product_name: "Teh".to_owned(),
        field: ConflictField::PriceCents,
        kept: "350000".to_owned(),
        lost: "360000".to_owned(),
        lost_register_id: id(),
        entry_id: id(),
        server_time_ms: NOW.recorded_at_ms,
    };
    let register = RegisterState {
        register_id: id(),
        store_id: id(),
        name: "B2".to_owned(),
        status: RegisterStatus::Active,
    };
    let told = |feed_seq| row(feed_seq, FeedChange::Conflict(Box::new(conflict.clone())));
    let page = [told(1), row(2, FeedChange::Register(register.clone()))];
    let applied = pull(&shop.ledger, &page, 2).unwrap();
    assert_eq!((applied.conflicts, applied.registers), (1, 1));
    assert_eq!(shop.ledger.conflicts(9).unwrap(), [conflict.clone()]);
    assert_eq!(shop.ledger.feed_registers().unwrap(), [register]);
    assert!(shop.ledger.conflict_dismiss(conflict.conflict_id).unwrap());
    pull(&shop.ledger, &[told(3)], 3).unwrap();
    assert!(shop.ledger.conflicts(9).unwrap().is_empty());
    pull(&shop.ledger, &[row(4, FeedChange::Unknown)], 4).unwrap();
    assert_eq!(shop.ledger.sync_state().unwrap().feed_cursor, 4);
}

#[test]
fn a_catalog_that_was_brought_along_is_found_sound_while_the_feed_changes_it() {
    let shop = Shop::open(QUIET);
    let goods = products(3);
    shop.add_products(&goods, 5_000);
    shop.sell(&goods);
    shop.ledger.enrol(&enrolment(), "00").unwrap();
    acknowledge_all(&shop.ledger, 3);
    let gone = Product {
        status: ProductStatus::Inactive,
        ..told(&goods[0], 2, 400)
    };
    pull(&shop.ledger, &[product_row(4, &gone)], 4).unwrap();
    let renamed = ProductPatch {
        name: Some("Teh tawar".to_owned()),
        ..ProductPatch::default()
    };
    edit(&shop.ledger, &known(&shop, goods[1].product_id), renamed);
    let found = shop.ledger.verify(None, &mut |_| {}).unwrap();
    assert!(found.fault.is_none(), "{:?}", found.fault);
    shop.ledger.rebuild().unwrap();
    assert_eq!(known(&shop, goods[0].product_id), gone);
    assert_eq!(known(&shop, goods[1].product_id).name, "Teh tawar");
    assert_eq!(shop.ledger.stock_level(goods[2].product_id).unwrap(), 4_000);
}

/// Changes the file of an enrolled register with a pending edit, and verifies it.
fn tampered(sql: &str) -> Option<Box<ledger::Fault>> {
    let shop = enrolled(QUIET);
    let tea = told(&product(1, "Teh"), 1, 100);
    pull(&shop.ledger, &[product_row(1, &tea)], 1).unwrap();
    edit(&shop.ledger, &tea, price(300));
    let path = shop.path.clone();
    let shop = shop.reopen_after(QUIET, || {
        let raw = raw_connection(&path);
        assert!(raw.execute(sql, []).unwrap() > 0, "{sql} changed nothing");
    });
    shop.ledger.verify(None, &mut |_| {}).unwrap().fault
}

#[test]
fn a_pending_change_that_is_hidden_or_forgotten_is_named() {
    let hidden = tampered("UPDATE products SET price_cents = 250");
    assert!(matches!(
        hidden.as_deref(),
        Some(ledger::Fault::PendingHidden { .. })
    ));
    let forgotten = tampered("DELETE FROM pending_entries");
    assert!(matches!(
        forgotten.as_deref(),
        Some(ledger::Fault::PendingForgotten { position: 4 })
    ));
    let lie = tampered(
        "UPDATE sync_state SET acknowledged = replace(acknowledged, '\"seq\":3', '\"seq\":2')",
    );
    assert!(matches!(
        lie.as_deref(),
        Some(ledger::Fault::AcknowledgedDiffers { seq: 2 })
    ));
    let other = tampered("UPDATE products SET name = 'Teh lain'");
    assert!(other.is_none(), "what the feed told is not in the log");
}
