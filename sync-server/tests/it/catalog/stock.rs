//! Stock levels: every movement counts once, soon.

use std::time::Duration;

use domain::catalog::ProductPatch;
use sync_server::database::Database;
use sync_server::stock::{FoldProgress, fold};
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use super::shop::{Shop, change, name};
use crate::support::TestServer;

impl Shop {
    async fn level(&self, product_id: Uuid) -> i64 {
        let level = format!("select stock from products where product_id = '{product_id}'");
        self.server.database.number(&level).await
    }

    async fn is_folded(&self) -> bool {
        let behind = "select count(*) from register_heads as head left join stock_folds as place \
                      using (organization_id, register_id, epoch) \
                      where head.seq > coalesce(place.seq, 0)";
        self.server.database.number(behind).await == 0
    }

    /// Waits until the task has folded everything.
    async fn folded(&self) {
        let begun = Instant::now();
        while !self.is_folded().await {
            assert!(
                begun.elapsed() < Duration::from_secs(20),
                "nothing is folded"
            );
            sleep(Duration::from_millis(20)).await;
        }
    }
}

#[tokio::test]
async fn stock_follows_sales_deliveries_and_the_opening_of_products() {
    let mut shop = Shop::open().await;
    let front = &mut shop.front;
    front.books.sell(&front.device, 3);
    front.books.receive(&front.device, 40);
    front.push().await;
    shop.folded().await;
    assert_eq!(shop.level(shop.product_id).await, 47_000);
    shop.front.books.sell(&shop.front.device, 2);
    shop.front.push().await;
    shop.folded().await;
    assert_eq!(shop.level(shop.product_id).await, 45_000);
}

#[tokio::test]
async fn stock_of_an_edit_that_is_quarantined_is_not_counted() {
    let mut shop = Shop::open().await;
    let mut aside = change(shop.product_id, 1, name(" "));
    aside.stock_delta_thousandths = 5_000;
    let mut taken = change(shop.product_id, 1, ProductPatch::default());
    taken.stock_delta_thousandths = 700;
    shop.front.edit(vec![aside]);
    shop.front.edit(vec![taken]);
    shop.front.push().await;
    shop.folded().await;
    assert_eq!(shop.level(shop.product_id).await, 10_700);
}

/// Another register made the product; its log arrives after the sale.
#[tokio::test]
async fn stock_that_moved_before_its_product_arrived_waits_for_it() {
    let mut shop = Shop::open().await;
    let late = Uuid::now_v7();
    shop.back.books.goods.product_id = late;
    shop.back.books.receive(&shop.back.device, 6);
    shop.back.push().await;
    shop.folded().await;
    shop.back.books.receive(&shop.back.device, 1);
    shop.back.push().await;
    shop.folded().await;
    let waiting = "select delta_thousandths from stock_unplaced";
    assert_eq!(shop.server.database.number(waiting).await, 7_000);
    let mut made = change(late, 0, name("Gula"));
    made.stock_delta_thousandths = 500;
    shop.front.edit(vec![made]);
    shop.front.push().await;
    shop.folded().await;
    assert_eq!(shop.level(late).await, 7_500);
    let waiting = "select count(*) from stock_unplaced";
    assert_eq!(shop.server.database.number(waiting).await, 0);
}

/// A node died between a day's pushes and their folds.
#[tokio::test]
async fn what_one_fold_leaves_the_next_one_takes() {
    let mut shop = Shop::open_at(TestServer::quiet().await).await;
    for _ in 0..450 {
        shop.front.books.receive(&shop.front.device, 1);
    }
    shop.front.push().await;
    let database = &shop.server.state.database;
    let organization_id = shop.front.device.organization_id;
    let mut folds = Vec::new();
    while !shop.is_folded().await {
        folds.push(fold(database, organization_id).await.unwrap());
    }
    assert_eq!(
        folds,
        [FoldProgress::Part, FoldProgress::Part, FoldProgress::All]
    );
    assert_eq!(shop.level(shop.product_id).await, 460_000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn folds_of_many_nodes_at_once_count_every_movement_once() {
    let mut shop = Shop::open().await;
    let database = shop.server.state.database.clone();
    let organization_id = shop.front.device.organization_id;
    let folding: Vec<_> = (0..4)
        .map(|_| tokio::spawn(keep_folding(database.clone(), organization_id)))
        .collect();
    for _ in 0..15 {
        for register in [&mut shop.front, &mut shop.back] {
            register.books.goods.product_id = shop.product_id;
            register.books.receive(&register.device, 2);
            register.books.receive(&register.device, 1);
            register.push().await;
        }
    }
    shop.folded().await;
    for task in folding {
        task.abort();
    }
    assert_eq!(shop.level(shop.product_id).await, 10_000 + 15 * 2 * 3_000);
}

async fn keep_folding(database: Database, organization_id: Uuid) {
    loop {
        assert!(fold(&database, organization_id).await.is_ok());
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_level_stays_within_what_json_keeps_exactly() {
    let mut shop = Shop::open().await;
    for _ in 0..3 {
        let mut much = change(shop.product_id, 1, ProductPatch::default());
        much.stock_delta_thousandths = i64::MAX;
        shop.front.edit(vec![much]);
    }
    shop.front.push().await;
    shop.folded().await;
    assert_eq!(shop.level(shop.product_id).await, 9_007_199_254_740_991);
    let organization_id = shop.front.device.organization_id;
    let again = fold(&shop.server.state.database, organization_id).await;
    assert_eq!(again.unwrap(), FoldProgress::All);
}
