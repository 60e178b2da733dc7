//! `GET /api/sync/snapshot`.

use domain::feed::FeedChange;
use reqwest::StatusCode;
use tokio::time::Instant;

use super::stand::{fetch, header, pull_all, stock_up, unpacked};
use crate::support::TestServer;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_snapshot_is_the_feed_of_one_moment_and_pulls_go_on_behind_it() {
    let server = TestServer::start().await;
    let device = server.founded().await;
    stock_up(&server.place, device.organization_id, 2_500).await;
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

/// How long the server takes for a register that begins with a large shop.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement: run it alone and with --release"]
async fn measure_a_snapshot_of_100_000_products() {
    let server = TestServer::start().await;
    let device = server.founded().await;
    stock_up(&server.place, device.organization_id, 100_000).await;
    for round in 1..=3 {
        let begun = Instant::now();
        let response = fetch(&device, &[]).await;
        let answered = begun.elapsed();
        let packed = response.bytes().await.unwrap();
        let whole = begun.elapsed();
        eprintln!(
            "round {round}: first byte {answered:?}, whole {whole:?}, {} bytes",
            packed.len()
        );
    }
    let begun = Instant::now();
    let (rows, _) = pull_all(&device, unpacked_epoch(&device).await, 0, 1_000).await;
    eprintln!("by pages: {:?} for {} rows", begun.elapsed(), rows.len());
}

async fn unpacked_epoch(device: &crate::support::Device) -> uuid::Uuid {
    let packed = fetch(device, &[]).await.bytes().await.unwrap();
    unpacked(&packed).0.feed_epoch
}
