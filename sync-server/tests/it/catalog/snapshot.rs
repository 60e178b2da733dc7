//! `GET /api/sync/snapshot`.

use std::collections::BTreeSet;

use domain::feed::{FeedChange, FeedRow};
use reqwest::StatusCode;

use super::feed_requests::{fetch, header, pull_all, stock_up, unpacked};
use super::shop::{Shop, change, price};
use crate::support::TestServer;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_snapshot_is_the_feed_of_one_moment_and_pulls_go_on_behind_it() {
    let server = TestServer::start().await;
    let device = server.founded().await;
    stock_up(&server.database, device.organization_id, 2_500).await;
    let response = fetch(&device, &[]).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(header(&response, "content-type"), "application/zstd");
    let (snapshot, rows) = unpacked(&response.bytes().await.unwrap());
    assert_eq!(snapshot.rows, rows.len() as u64);
    let products = rows
        .iter()
        .filter(|row| matches!(row.change, FeedChange::Product(_)));
    assert_eq!(products.count(), 2_500);
    let (pulled, next) = pull_all(&device, snapshot.feed_epoch, 0, 1_000).await;
    assert_eq!(rows, pulled);
    assert_eq!(snapshot.feed_seq, next);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_download_goes_on_where_it_was_although_the_feed_moved() {
    let mut shop = Shop::open().await;
    stock_up(
        &shop.server.database,
        shop.front.device.organization_id,
        2_000,
    )
    .await;
    let first = fetch(&shop.back.device, &[]).await;
    let etag = header(&first, "etag").to_owned();
    assert_eq!(header(&first, "accept-ranges"), "bytes");
    let whole = first.bytes().await.unwrap();
    shop.front.edit(vec![change(shop.product_id, 1, price(1))]);
    shop.front.push().await;
    let middle = whole.len() / 2;
    let range = format!("bytes={middle}-");
    let rest = fetch(&shop.back.device, &[("range", &range), ("if-range", &etag)]).await;
    assert_eq!(rest.status(), StatusCode::PARTIAL_CONTENT);
    let said = format!("bytes {middle}-{}/{}", whole.len() - 1, whole.len());
    assert_eq!(header(&rest, "content-range"), said);
    assert_eq!(rest.bytes().await.unwrap(), whole[middle..]);
    let piece = fetch(
        &shop.back.device,
        &[("range", "bytes=3-9"), ("if-range", &etag)],
    )
    .await;
    assert_eq!(piece.bytes().await.unwrap(), whole[3..=9]);
}

#[tokio::test]
async fn a_part_of_another_snapshot_is_answered_with_a_whole_one() {
    let shop = Shop::open().await;
    let whole = fetch(&shop.back.device, &[]).await.bytes().await.unwrap();
    let headers = [("range", "bytes=10-"), ("if-range", "\"another\"")];
    let again = fetch(&shop.back.device, &headers).await;
    assert_eq!(again.status(), StatusCode::OK);
    assert_eq!(again.bytes().await.unwrap(), whole);
}

#[tokio::test]
async fn a_range_behind_the_end_is_not_satisfiable() {
    let shop = Shop::open().await;
    let first = fetch(&shop.back.device, &[]).await;
    let etag = header(&first, "etag").to_owned();
    let range = format!("bytes={}-", first.bytes().await.unwrap().len());
    let behind = fetch(&shop.back.device, &[("range", &range), ("if-range", &etag)]).await;
    assert_eq!(behind.status(), StatusCode::RANGE_NOT_SATISFIABLE);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn registers_that_begin_together_share_one_snapshot() {
    let shop = Shop::open_at(TestServer::quiet().await).await;
    stock_up(
        &shop.server.database,
        shop.front.device.organization_id,
        3_000,
    )
    .await;
    let before = shop.server.state.database.statements();
    let fetches = (0..8).map(|_| fetch(&shop.back.device, &[]));
    let answers = futures_util::future::join_all(fetches).await;
    let tags: BTreeSet<&str> = answers.iter().map(|one| header(one, "etag")).collect();
    assert_eq!(tags.len(), 1);
    // A request that finds one costs a proof (begin, nonce, commit) and a read of the feed's head
    // (begin, head, rollback). The request that builds costs four more.
    let statements = shop.server.state.database.statements() - before;
    assert!(statements <= 8 * 6 + 4, "{statements} statements");
}

#[tokio::test]
async fn a_snapshot_that_is_far_behind_is_built_anew() {
    let shop = Shop::open().await;
    let old = fetch(&shop.back.device, &[]).await;
    stock_up(
        &shop.server.database,
        shop.front.device.organization_id,
        1_001,
    )
    .await;
    let new = fetch(&shop.back.device, &[]).await;
    assert_ne!(header(&old, "etag"), header(&new, "etag"));
    let (_, rows) = unpacked(&new.bytes().await.unwrap());
    assert!(rows.len() > 1_001);
}

#[tokio::test]
async fn what_is_not_told_yet_is_not_counted() {
    let mut shop = Shop::open().await;
    let nobody = "insert into users (organization_id, user_id) select organization_id, \
                  '00000000-0000-7000-8000-000000000001' from organizations";
    shop.server.database.change(nobody).await;
    let fed = "insert into catalog_feed (organization_id, feed_seq, entity, entity_id) \
               select organization_id, 900, 'user', '00000000-0000-7000-8000-000000000001' \
               from organizations; update feed_counters set feed_seq = 900; \
               update stores set settings = null";
    shop.server.database.change(fed).await;
    shop.front.edit(vec![change(shop.product_id, 1, price(1))]);
    shop.front.push().await;
    let packed = fetch(&shop.back.device, &[]).await.bytes().await.unwrap();
    let (snapshot, rows) = unpacked(&packed);
    assert_eq!(snapshot.rows, rows.len() as u64);
    assert_eq!(snapshot.feed_seq, 901);
    let told = |row: &FeedRow| !matches!(row.change, FeedChange::Store(_) | FeedChange::Unknown(_));
    assert!(rows.iter().all(told));
}
