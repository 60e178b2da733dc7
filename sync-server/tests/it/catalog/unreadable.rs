//! Rows that this program cannot read, because a newer node stored them.

use domain::feed::{FeedChange, FeedRow};

use super::feed_requests::{fetch, unpacked};
use super::shop::Shop;
use crate::support::TestServer;

fn is_unknown_store(row: &FeedRow) -> bool {
    matches!(&row.change, FeedChange::Unknown(unknown)
        if unknown.entity() == "store" && unknown.json()["store_id"].is_string())
}

#[tokio::test]
async fn an_unreadable_row_keeps_its_number_and_stops_neither_a_page_nor_a_snapshot() {
    let mut shop = Shop::open().await;
    let before = shop.page(0).await;
    for newer in [
        "update stores set settings_version = 2",
        "update stores set settings_version = 1, settings = settings || '{\"moon\": \"full\"}'",
    ] {
        shop.server.database.change(newer).await;
        let page = shop.page(0).await;
        let numbers = |rows: &[FeedRow]| rows.iter().map(|row| row.feed_seq).collect::<Vec<_>>();
        assert_eq!(numbers(&page.rows), numbers(&before.rows), "{newer}");
        assert_eq!(
            page.rows.iter().filter(|row| is_unknown_store(row)).count(),
            1
        );
        let others = |row: &&FeedRow| !matches!(row.change, FeedChange::Store(_));
        let same = |row: &FeedRow| page.rows.contains(row);
        assert!(before.rows.iter().filter(others).all(same), "{newer}");

        // One snapshot serves many registers, so it is asked for on a node that has none yet.
        let beside = TestServer::quiet_beside(&shop.server);
        shop.back.device.url = beside.url();
        let packed = fetch(&shop.back.device, &[]).await.bytes().await.unwrap();
        shop.back.device.url = shop.server.url();
        let (header, rows) = unpacked(&packed);
        assert_eq!(header.rows, rows.len() as u64);
        assert_eq!(rows, page.rows, "{newer}");
    }
}
