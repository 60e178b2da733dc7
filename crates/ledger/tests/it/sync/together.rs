//! Selling while the feed is applied.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use ledger::{LedgerError, SnapshotStart};
use uuid::Uuid;

use super::server::{enrolled, product_row, pull};
use crate::shop::{QUIET, Shop, products};

/// Sells until `done`. Returns the number of sales, and the longest one.
fn sell_until(shop: &Shop, done: &AtomicBool) -> (u32, Duration) {
    let goods = products(8);
    let (mut sales, mut longest) = (0, Duration::ZERO);
    while !done.load(Ordering::SeqCst) {
        let began = Instant::now();
        shop.sell(&goods);
        longest = longest.max(began.elapsed());
        sales += 1;
    }
    (sales, longest)
}

#[test]
fn sales_go_in_between_the_rows_of_a_page() {
    let shop = enrolled(QUIET);
    let rows: Vec<_> = (1..)
        .zip(&products(3_000))
        .map(|(n, p)| product_row(n, p))
        .collect();
    let sold_at = thread::scope(|scope| {
        let pull = scope.spawn(|| pull(&shop.ledger, &rows, 3_000).unwrap());
        let goods = products(2);
        let mut cursors = Vec::new();
        while !pull.is_finished() {
            shop.sell(&goods);
            cursors.push(shop.ledger.sync_state().unwrap().feed_cursor);
        }
        cursors
    });
    let between = sold_at
        .iter()
        .filter(|cursor| (1..3_000).contains(*cursor))
        .count();
    assert!(between >= 3, "a page kept the gate: {sold_at:?}");
    assert_eq!(shop.ledger.product_count().unwrap(), 3_000);
}

/// Sells while a snapshot of this many products replaces a catalog of the same size.
fn sell_during_snapshots(count: u32) -> (u32, Duration) {
    let shop = enrolled(QUIET);
    let goods = products(count);
    let rows: Vec<_> = (1..).zip(&goods).map(|(n, p)| product_row(n, p)).collect();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let selling = scope.spawn(|| sell_until(&shop, &done));
        for feed_epoch in [8, 9] {
            let start = SnapshotStart {
                feed_epoch: Uuid::from_u128(feed_epoch),
                feed_seq: u64::from(count),
                rows: u64::from(count),
            };
            let rows = rows.iter().cloned().map(Ok::<_, LedgerError>);
            shop.ledger
                .snapshot_apply(start, rows, 0, &mut |_| ControlFlow::Continue(()))
                .unwrap();
        }
        done.store(true, Ordering::SeqCst);
        selling.join().unwrap()
    })
}

#[test]
fn sales_go_on_during_a_snapshot() {
    let (sales, longest) = sell_during_snapshots(5_000);
    eprintln!("{sales} sales during two snapshots of 5,000 products, the longest {longest:?}");
    assert!(sales >= 10, "{sales} sales");
}

#[test]
#[ignore = "times the longest sale during snapshots of 100,000 products; meant for --release"]
fn the_longest_sale_during_a_large_snapshot_is_printed() {
    let (sales, longest) = sell_during_snapshots(100_000);
    eprintln!("{sales} sales during two snapshots of 100,000 products, the longest {longest:?}");
}
