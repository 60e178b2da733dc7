//! Rows of the feed, with own changes on top.

use domain::catalog::{Product, ProductPatch, ProductStatus};
use domain::currency::{Currency, Locale};
use domain::entry::EntryBody;
use domain::entry::kinds::StoreChanged;
use domain::feed::{
    CatalogConflict, ConflictField, FeedChange, FeedRow, RegisterState, RegisterStatus, StoreState,
};
use domain::store::StoreSettings;
use ledger::{FeedError, LedgerError};
use uuid::Uuid;

use super::server::{
    acknowledge_all, answer, edit, enrolled, enrolment, price, product_row, pull, row,
};
use crate::open::raw_connection;
use crate::shop::{NOW, QUIET, Shop, append, cents, id, product, products};

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
    // After the push the server keeps its own price, as row 3 shows.
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
    // The server has merged the edit, but the answer to the push is late.
    pull(&shop.ledger, &[product_row(3, &kept)], 3).unwrap();
    assert_eq!(price_of(&shop, &tea), 300);
    acknowledge_all(&shop.ledger, 3);
    assert_eq!(price_of(&shop, &tea), 250);
    assert_eq!(pending_rows(shop), [0, 0, 0]);
}

#[test]
fn what_an_older_server_lost_is_shown_until_it_has_it_again() {
    let shop = enrolled(QUIET);
    let tea = told(&product(1, "Teh"), 1, 100);
    pull(&shop.ledger, &[product_row(1, &tea)], 1).unwrap();
    let before = shop.ledger.head().unwrap().seq;
    edit(&shop.ledger, &tea, price(300));
    acknowledge_all(&shop.ledger, 2);
    pull(&shop.ledger, &[product_row(2, &told(&tea, 2, 300))], 2).unwrap();
    let older = answer(&shop.ledger, before, 2);
    shop.ledger.acknowledge(&older).unwrap();
    pull(&shop.ledger, &[product_row(3, &tea)], 3).unwrap();
    assert_eq!(price_of(&shop, &tea), 300);
    acknowledge_all(&shop.ledger, 4);
    pull(&shop.ledger, &[product_row(4, &told(&tea, 2, 300))], 4).unwrap();
    assert_eq!(price_of(&shop, &tea), 300);
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
    let error = |outcome| match outcome {
        Err(LedgerError::Feed(error)) => error,
        other => panic!("{other:?}"),
    };
    let given = id();
    assert_eq!(
        error(shop.ledger.feed_apply(given, &page, 2, 0)),
        FeedError::OtherEpoch {
            given,
            expected: enrolment().feed_epoch
        }
    );
    let twice = [page[0].clone(), page[0].clone()];
    let feed_seq = 2;
    assert_eq!(
        error(pull(&shop.ledger, &twice, 2)),
        FeedError::OutOfOrder { feed_seq }
    );
    assert_eq!(
        error(pull(&shop.ledger, &page, 1)),
        FeedError::OutOfOrder { feed_seq }
    );
    let alone = Shop::open(QUIET);
    assert_eq!(error(pull(&alone.ledger, &page, 2)), FeedError::NotEnrolled);
    alone.ledger.enrol(&enrolment(), "00").unwrap();
    assert_eq!(
        error(pull(&alone.ledger, &page, 2)),
        FeedError::WaitsForPush
    );
}

fn settings(name: &str) -> StoreSettings {
    StoreSettings::new(name, &Currency::from_code("IDR").unwrap(), Locale::Id)
}

fn store_row(shop: &Shop, feed_seq: u64, name: &str) -> FeedRow {
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
    // The settings of another store do not apply here.
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
    assert!(found.error.is_none(), "{:?}", found.error);
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
    assert_eq!(
        shop.ledger.conflicts(9).unwrap(),
        std::slice::from_ref(&conflict)
    );
    assert_eq!(shop.ledger.feed_registers().unwrap(), [register]);
    assert!(shop.ledger.conflict_dismiss(conflict.conflict_id).unwrap());
    pull(&shop.ledger, &[told(3)], 3).unwrap();
    assert!(shop.ledger.conflicts(9).unwrap().is_empty());
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
    assert!(found.error.is_none(), "{:?}", found.error);
    shop.ledger.rebuild().unwrap();
    assert_eq!(known(&shop, goods[0].product_id), gone);
    assert_eq!(known(&shop, goods[1].product_id).name, "Teh tawar");
    assert_eq!(shop.ledger.stock_level(goods[2].product_id).unwrap(), 4_000);
}

/// Changes the file of an enrolled register with a pending edit, and verifies it.
fn tampered(sql: &str) -> Option<Box<ledger::VerifyError>> {
    let shop = enrolled(QUIET);
    let tea = told(&product(1, "Teh"), 1, 100);
    pull(&shop.ledger, &[product_row(1, &tea)], 1).unwrap();
    edit(&shop.ledger, &tea, price(300));
    let path = shop.path.clone();
    let shop = shop.reopen_after(QUIET, || {
        let raw = raw_connection(&path);
        assert!(raw.execute(sql, []).unwrap() > 0, "{sql} changed nothing");
    });
    shop.ledger.verify(None, &mut |_| {}).unwrap().error
}

#[test]
fn a_pending_change_that_is_hidden_or_forgotten_is_named() {
    let hidden = tampered("UPDATE products SET price_cents = 250");
    assert!(matches!(
        hidden.as_deref(),
        Some(ledger::VerifyError::PendingHidden { .. })
    ));
    let forgotten = tampered("DELETE FROM pending_entries");
    assert!(matches!(
        forgotten.as_deref(),
        Some(ledger::VerifyError::PendingForgotten { position: 4 })
    ));
    let lie = tampered(
        "UPDATE sync_state SET acknowledged = replace(acknowledged, '\"seq\":3', '\"seq\":2')",
    );
    assert!(matches!(
        lie.as_deref(),
        Some(ledger::VerifyError::AcknowledgedDiffers { seq: 2 })
    ));
    let other = tampered("UPDATE products SET name = 'Teh lain'");
    assert!(other.is_none(), "what the feed told is not in the log");
}
