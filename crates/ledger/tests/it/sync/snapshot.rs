//! The whole feed at once.

use std::ops::ControlFlow;
use std::time::Instant;

use domain::catalog::{Product, ProductStatus};
use domain::feed::FeedRow;
use ledger::{FeedError, Ledger, LedgerError, SnapshotApplied, SnapshotOutcome, SnapshotStart};
use uuid::Uuid;

use super::server::{acknowledge_all, edit, enrolled, enrolment, price, product_row, pull};
use crate::open::raw_connection;
use crate::shop::{NOW, QUIET, cents, identity, ledger_key, product, products};

fn rows(products: &[Product]) -> Vec<FeedRow> {
    (1..)
        .zip(products)
        .map(|(number, product)| product_row(number, product))
        .collect()
}

fn start(feed_epoch: Uuid, rows: &[FeedRow]) -> SnapshotStart {
    SnapshotStart {
        feed_epoch,
        feed_seq: rows.last().map_or(0, |row| row.feed_seq),
        rows: u64::try_from(rows.len()).unwrap(),
    }
}

fn apply(ledger: &Ledger, start: SnapshotStart, rows: Vec<FeedRow>) -> SnapshotOutcome {
    let rows = rows.into_iter().map(Ok::<_, LedgerError>);
    ledger
        .snapshot_apply(start, rows, NOW.recorded_at_ms, &mut |_| {
            ControlFlow::Continue(())
        })
        .unwrap()
}

#[test]
fn a_snapshot_takes_the_place_of_the_catalog() {
    let shop = enrolled(QUIET);
    let [kept, sold, unsold] =
        [1, 2, 3].map(|number| product(number, &format!("Teh nomor {number}")));
    pull(
        &shop.ledger,
        &rows(&[kept.clone(), sold.clone(), unsold.clone()]),
        3,
    )
    .unwrap();
    shop.sell(std::slice::from_ref(&sold));
    let changed = Product {
        revision: 9,
        name: "Kopi".to_owned(),
        ..kept.clone()
    };
    let new = product(4, "Gula");
    let snapshot = rows(&[changed.clone(), new.clone()]);
    for feed_epoch in [Uuid::from_u128(8), Uuid::from_u128(9)] {
        let outcome = apply(&shop.ledger, start(feed_epoch, &snapshot), snapshot.clone());
        let SnapshotOutcome::Applied(applied) = outcome else {
            panic!("{outcome:?}");
        };
        assert_eq!(
            applied,
            SnapshotApplied {
                products: 2,
                retired: 1,
                skipped: 0,
            }
        );
        let known = |product: &Product| shop.ledger.product_by_id(product.product_id).unwrap();
        assert_eq!(known(&kept), Some(changed.clone()));
        assert_eq!(known(&new), Some(new.clone()));
        assert_eq!(known(&sold).unwrap().status, ProductStatus::Inactive);
        assert_eq!(known(&unsold), None);
        let found = |text| shop.ledger.product_search(text, 9).unwrap().len();
        assert_eq!((found("kopi"), found("gula"), found("teh")), (1, 1, 1));
        let code = new.barcode.clone().unwrap();
        assert_eq!(
            shop.ledger.product_by_code(&code).unwrap(),
            Some(new.clone())
        );
        let state = shop.ledger.sync_state().unwrap();
        assert_eq!(state.feed_cursor, 2);
        assert_eq!(state.enrolment.unwrap().feed_epoch, feed_epoch);
    }
    shop.sell(&[new]);
    let found = shop.ledger.verify(None, &mut |_| {}).unwrap();
    assert!(found.error.is_none(), "{:?}", found.error);
}

#[test]
fn a_snapshot_never_touches_what_is_pending() {
    let shop = enrolled(QUIET);
    let tea = product(1, "Teh");
    pull(&shop.ledger, &rows(std::slice::from_ref(&tea)), 1).unwrap();
    edit(&shop.ledger, &tea, price(900));
    let own = product(2, "Kue sendiri");
    shop.add_products(std::slice::from_ref(&own), 0);
    let told = Product {
        revision: 3,
        price_cents: Some(cents(500)),
        ..tea.clone()
    };
    let snapshot = rows(std::slice::from_ref(&told));
    apply(&shop.ledger, start(Uuid::from_u128(8), &snapshot), snapshot);
    let price = |product: &Product| {
        let known = shop
            .ledger
            .product_by_id(product.product_id)
            .unwrap()
            .unwrap();
        known.price_cents.unwrap().value()
    };
    assert_eq!((price(&tea), price(&own)), (900, 350_000));
    assert_eq!(shop.ledger.product_search("sendiri", 3).unwrap().len(), 1);
    assert_eq!(shop.ledger.pending_entries().unwrap().entries, 2);
    acknowledge_all(&shop.ledger, 1);
    assert_eq!(price(&tea), 500);
}

/// A row of a server with a status that this program does not know.
fn unreadable(feed_seq: u64, product: &Product) -> FeedRow {
    let mut json = serde_json::to_value(product_row(feed_seq, product)).unwrap();
    json["change"]["status"] = "seasonal".into();
    serde_json::from_value(json).unwrap()
}

#[test]
fn a_snapshot_with_rows_that_cannot_be_read_keeps_what_they_may_be() {
    let shop = enrolled(QUIET);
    let [tea, coffee, sugar] = ["Teh", "Kopi", "Gula"].map(|name| product(1, name));
    pull(&shop.ledger, &rows(&[tea.clone(), coffee.clone()]), 2).unwrap();
    shop.sell(std::slice::from_ref(&coffee));
    let dearer = Product {
        price_cents: Some(cents(400)),
        ..tea.clone()
    };
    let snapshot = vec![
        product_row(1, &dearer),
        unreadable(2, &coffee),
        product_row(3, &sugar),
    ];
    let outcome = apply(&shop.ledger, start(Uuid::from_u128(8), &snapshot), snapshot);
    let SnapshotOutcome::Applied(applied) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(
        (applied.products, applied.retired, applied.skipped),
        (2, 0, 1)
    );
    let known = |shop: &crate::shop::Shop, product: &Product| {
        shop.ledger.product_by_id(product.product_id).unwrap()
    };
    assert_eq!(known(&shop, &tea), Some(dearer));
    assert_eq!(known(&shop, &sugar), Some(sugar.clone()));
    assert_eq!(known(&shop, &coffee), Some(coffee.clone()));
    assert_eq!(shop.ledger.sync_state().unwrap().feed_cursor, 3);

    // A program of another version asks for the row again, and can read it.
    let path = shop.path.clone();
    let shop = shop.reopen_after(QUIET, || {
        let raw = raw_connection(&path);
        raw.execute("UPDATE sync_state SET skipped_by = '0.0.1'", [])
            .unwrap();
    });
    assert_eq!(shop.ledger.sync_state().unwrap().feed_cursor, 1);
    let renamed = Product {
        name: "Kopi tubruk".to_owned(),
        ..coffee.clone()
    };
    let page = [product_row(2, &renamed), product_row(3, &sugar)];
    let feed_epoch = Uuid::from_u128(8);
    let now_ms = NOW.recorded_at_ms;
    shop.ledger
        .feed_apply(feed_epoch, &page, 3, now_ms)
        .unwrap();
    assert_eq!(known(&shop, &coffee), Some(renamed));
}

#[test]
fn a_snapshot_that_is_stopped_or_cut_short_changes_nothing() {
    let shop = enrolled(QUIET);
    let tea = product(1, "Teh");
    pull(&shop.ledger, &rows(std::slice::from_ref(&tea)), 1).unwrap();
    let snapshot = rows(&products(4_500));
    let begin = start(Uuid::from_u128(8), &snapshot);
    let before = shop.ledger.sync_state().unwrap();
    let mut seen = 0;
    let stopped = shop.ledger.snapshot_apply(
        begin,
        snapshot.iter().cloned().map(Ok::<_, LedgerError>),
        0,
        &mut |done| {
            seen = done;
            ControlFlow::Break(())
        },
    );
    assert_eq!(stopped.unwrap(), SnapshotOutcome::Cancelled);
    assert!((1..4_500).contains(&seen));
    let cut = shop.ledger.snapshot_apply(
        begin,
        snapshot
            .iter()
            .take(3_000)
            .cloned()
            .map(Ok::<_, LedgerError>),
        0,
        &mut |_| ControlFlow::Continue(()),
    );
    assert!(matches!(
        cut,
        Err(LedgerError::Feed(FeedError::CutShort {
            expected: 4_500,
            done: 3_000
        }))
    ));
    let broken = snapshot.iter().cloned().map(Ok).take(2_500);
    let broken = broken.chain([Err(LedgerError::Busy)]);
    let lost = shop
        .ledger
        .snapshot_apply(begin, broken, 0, &mut |_| ControlFlow::Continue(()));
    assert!(matches!(lost, Err(LedgerError::Busy)));
    assert_eq!(shop.ledger.sync_state().unwrap(), before);
    assert_eq!(shop.ledger.product_count().unwrap(), 1);
    let path = shop.path.clone();
    let _folder = shop.close();
    let left: i64 = raw_connection(&path)
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE name LIKE '%_next%' OR name LIKE '%_former%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(left, 0);
}

#[test]
fn the_tables_of_a_snapshot_are_like_the_migrated_ones() {
    let shape = |path: &std::path::Path| -> Vec<String> {
        let raw = raw_connection(path);
        let list = "SELECT i.name || ' ' || t.name || ' ' || t.type || ' ' || t.\"notnull\"
             FROM (SELECT 'products' AS name UNION SELECT 'product_words') AS i,
                 pragma_table_xinfo(i.name) AS t
             UNION ALL
             SELECT 'index ' || group_concat(coalesce(c.name, '')) || l.\"unique\" || l.partial
             FROM pragma_index_list('products') AS l, pragma_index_xinfo(l.name) AS c
             GROUP BY l.name";
        let mut statement = raw.prepare(list).unwrap();
        let mut lines: Vec<String> = statement
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        lines.sort();
        lines
    };
    let shop = enrolled(QUIET);
    let path = shop.path.clone();
    let before = std::cell::RefCell::new(Vec::new());
    let shop = shop.reopen_after(QUIET, || *before.borrow_mut() = shape(&path));
    let snapshot = rows(&products(3));
    apply(&shop.ledger, start(Uuid::from_u128(8), &snapshot), snapshot);
    let _folder = shop.close();
    assert_eq!(shape(&path), before.into_inner());
}

#[test]
#[ignore = "times a fresh register's catalog of 100,000 products; meant for --release"]
fn a_hundred_thousand_products_are_stored_and_searchable_in_seconds() {
    let goods = products(100_000);
    let snapshot = rows(&goods);
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("ledger.db");
    let ledger = Ledger::create(&path, &ledger_key(), &identity(), QUIET).unwrap();
    ledger.enrol(&enrolment(), "00").unwrap();
    let begin = start(enrolment().feed_epoch, &snapshot);
    let began = Instant::now();
    apply(&ledger, begin, snapshot.clone());
    let took = began.elapsed();
    assert_eq!(ledger.product_search("nomor 77777", 5).unwrap().len(), 1);
    let again = Instant::now();
    apply(&ledger, begin, snapshot);
    eprintln!(
        "100,000 products: fresh {took:?}, in place of as many {:?}",
        again.elapsed()
    );
    eprintln!(
        "bare load and word index: {:?}",
        bare_load(&folder.path().join("bare.db"), &goods)
    );
}

/// Only the same rows, indexes and words, in one transaction.
fn bare_load(path: &std::path::Path, goods: &[Product]) -> std::time::Duration {
    drop(Ledger::create(path, &ledger_key(), &identity(), QUIET).unwrap());
    let mut raw = raw_connection(path);
    let began = Instant::now();
    let transaction = raw.transaction().unwrap();
    for product in goods {
        let (barcode, name) = (product.barcode.as_deref(), product.name.to_lowercase());
        transaction
            .prepare_cached(
                "INSERT INTO products (product_id, sku, barcode, barcode_key, sku_key, name,
                     name_key, category, unit, weighed, price_cents, cost_cents, tax_exempt,
                     status, revision)
                 VALUES (?1, ?2, ?3, ?3, ?2, ?4, ?5, ?6, ?7, 0, ?8, ?9, 0, 'active', 1)",
            )
            .unwrap()
            .execute((
                product.product_id,
                product.sku.as_deref(),
                barcode,
                &product.name,
                &name,
                product.category.as_deref(),
                product.unit.as_deref(),
                product.price_cents.map(domain::money::Cents::value),
                product.cost_cents.map(domain::money::Cents::value),
            ))
            .unwrap();
    }
    transaction
        .execute(
            "INSERT INTO product_words (rowid, words)
             SELECT product_no, name_key || ' ' || sku || ' ' || barcode || ' ' || category
             FROM products",
            [],
        )
        .unwrap();
    transaction.commit().unwrap();
    began.elapsed()
}
