//! Many registers write while one reads: the cursor never passes a row that was not shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::feed::{FeedChange, FeedRow};
use futures_util::future::join_all;
use protocol::PullAnswer;
use uuid::Uuid;

use super::feed_requests::pull;
use super::shop::{Shop, ShopRegister, change, name, price};
use crate::support::Books;

const WRITERS: usize = 8;
const PUSHES: u64 = 12;
/// Products that every writer edits, besides its own.
const SHARED: usize = 6;

/// Reads page by page until all writers are done and no rows are left. Short pages fall behind the
/// writers and long ones keep up with them, so both ends of a page are tested.
async fn read_along(shop: &Shop, writing: &AtomicUsize, size: u32) -> Vec<FeedRow> {
    let mut rows = Vec::new();
    let mut cursor = 0;
    loop {
        let done = writing.load(Ordering::Acquire) == 0;
        let device = &shop.back.device;
        let page: PullAnswer = pull(device, shop.feed_epoch, cursor, size).await.ok();
        assert!(page.rows.iter().all(|row| row.feed_seq > cursor));
        assert!(page.rows.last().is_none_or(|row| row.feed_seq <= page.next));
        cursor = page.next;
        rows.extend(page.rows);
        if done && !page.more {
            return rows;
        }
    }
}

async fn write_along(mut register: ShopRegister, shared: Vec<Uuid>) -> BTreeSet<Uuid> {
    let mut made = BTreeSet::new();
    for round in 0..PUSHES {
        let own = Uuid::now_v7();
        made.insert(own);
        let cents = i64::try_from(round).unwrap();
        let mut changes = vec![change(own, 0, name("Barang"))];
        let others = shared.iter().cycle().skip(usize::try_from(round).unwrap());
        // Each writer uses its own order, but the locks are taken in the same order anyway.
        changes.extend(others.take(3).map(|id| change(*id, 1, price(cents))));
        register.edit(changes);
        register.push().await;
    }
    made
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_reader_among_many_writers_skips_nothing_and_sees_the_end_of_everything() {
    let mut shop = Shop::open().await;
    let shared: Vec<Uuid> = (0..SHARED).map(|_| Uuid::now_v7()).collect();
    let founding = shared.iter().map(|id| change(*id, 0, name("Bersama")));
    shop.front.edit(founding.collect());
    shop.front.push().await;
    let writing = Arc::new(AtomicUsize::new(WRITERS));
    let mut writers = Vec::new();
    for _ in 0..WRITERS {
        let device = shop.server.joined(&shop.front.device).await;
        let mut books = Books::empty();
        books.open_register(&device, None);
        let (register, shared) = (ShopRegister::new(device, books), shared.clone());
        let writing = Arc::clone(&writing);
        writers.push(tokio::spawn(async move {
            let made = write_along(register, shared).await;
            writing.fetch_sub(1, Ordering::Release);
            made
        }));
    }
    let readings = join_all([5, 1_000, 1_000, 1_000].map(|size| read_along(&shop, &writing, size)));
    let readings = readings.await;
    let mut made = BTreeSet::new();
    for writer in writers {
        made.extend(writer.await.unwrap());
    }
    for rows in readings {
        let last = last_revisions(&rows, &made);
        assert!(
            made.iter().all(|id| last.contains_key(id)),
            "a product was skipped"
        );
        let edits = WRITERS as u64 * PUSHES * 3;
        let counted: u64 = shared.iter().map(|id| last[id]).sum();
        assert_eq!(
            counted,
            edits + SHARED as u64,
            "an edit of a shared product was lost"
        );
    }
}

/// The revision in which each product was shown last.
fn last_revisions(rows: &[FeedRow], made: &BTreeSet<Uuid>) -> BTreeMap<Uuid, u64> {
    assert!(rows.windows(2).all(|two| two[0].feed_seq < two[1].feed_seq));
    let seen = rows.iter().filter_map(|row| match &row.change {
        FeedChange::Product(product) => Some((product.product_id, product.revision)),
        _ => None,
    });
    let mut last = BTreeMap::new();
    for (product_id, revision) in seen {
        let before = last.insert(product_id, revision);
        assert!(
            before.is_none_or(|before| before < revision),
            "a revision went back"
        );
        assert!(
            !made.contains(&product_id) || before.is_none(),
            "a product that changed once was shown twice"
        );
    }
    last
}
