//! Background work after the commit.

use std::time::{Duration, Instant};

use ledger::OpenOptions;

use crate::shop::{Shop, products, register_key};

/// Polls until `done`; fails after half a minute.
pub(crate) fn wait_until(what: &str, done: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !done() {
        assert!(Instant::now() < deadline, "{what} does not happen");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn sold(count: u32) -> Shop {
    let shop = Shop::open(OpenOptions::default());
    let goods = products(2);
    shop.add_products(&goods, 10_000);
    (0..count).for_each(|_| _ = shop.sell(&goods));
    shop
}

#[test]
fn the_thread_folds_by_itself() {
    let shop = sold(20);
    wait_until("folding", || {
        shop.ledger.health().unwrap().unfolded_count == 0
    });
    let key = register_key().public();
    assert!(
        shop.ledger
            .verify(Some(&key), &mut |_| {})
            .unwrap()
            .error
            .is_none()
    );
}

#[test]
fn an_idle_register_empties_the_log_of_the_database() {
    let shop = sold(20);
    assert!(shop.ledger.health().unwrap().log_bytes > 0);
    wait_until("emptying the log", || {
        shop.ledger.health().unwrap().log_bytes == 0
    });
}

#[test]
fn a_commit_wakes_the_thread_out_of_its_sleep() {
    let shop = sold(1);
    wait_until("emptying the log", || {
        shop.ledger.health().unwrap().log_bytes == 0
    });
    // The thread sleeps now, or is about to.
    shop.sell(&products(2));
    wait_until("folding", || {
        shop.ledger.health().unwrap().unfolded_count == 0
    });
}

#[test]
fn folding_again_gives_the_same_rows() {
    let shop = sold(5);
    shop.ledger.catch_up().unwrap();
    shop.ledger.rebuild().unwrap();
    let found = shop.ledger.verify(None, &mut |_| {}).unwrap();
    assert!(found.error.is_none(), "{:?}", found.error);
}
