//! `GET /api/sync/pull`: pages, invalid cursors, and which registers may pull.

use protocol::{PullAnswer, RefusalCode, path};
use uuid::Uuid;

use super::feed_requests::{fetch, pull, pull_all, stock_up};
use super::shop::{Shop, change, name};
use crate::support::{Device, TestServer};

#[tokio::test]
async fn pages_of_any_size_are_the_same_feed() {
    let shop = Shop::open().await;
    let organization_id = shop.front.device.organization_id;
    stock_up(&shop.server.database, organization_id, 1_500).await;
    let (whole, end) = pull_all(&shop.back.device, shop.feed_epoch, 0, 1_000).await;
    assert!(
        whole
            .windows(2)
            .all(|two| two[0].feed_seq < two[1].feed_seq)
    );
    for size in [7, 500] {
        let pages = pull_all(&shop.back.device, shop.feed_epoch, 0, size).await;
        assert_eq!(pages, (whole.clone(), end));
    }
    let greedy: PullAnswer = pull(&shop.back.device, shop.feed_epoch, 0, 1_000_000)
        .await
        .ok();
    assert_eq!(greedy.rows.len(), 1_000);
    let modest: PullAnswer = pull(&shop.back.device, shop.feed_epoch, 0, 0).await.ok();
    assert_eq!(modest.rows.len(), 1);
    let nothing = shop.page(end).await;
    assert!(nothing.rows.is_empty() && !nothing.more);
    assert_eq!(nothing.next, end);
}

#[tokio::test]
async fn a_cursor_of_another_incarnation_or_above_the_feed_asks_for_a_snapshot() {
    let shop = Shop::open().await;
    let end = shop.page(0).await.next;
    let device = &shop.back.device;
    let cases = [
        (Uuid::now_v7(), 0),
        (shop.feed_epoch, end + 1),
        (shop.feed_epoch, u64::MAX),
    ];
    for (feed_epoch, after) in cases {
        let reply = pull(device, feed_epoch, after, 10).await;
        reply.is_refused(RefusalCode::MustResnapshot);
    }
}

#[tokio::test]
async fn a_query_that_cannot_be_read_is_malformed() {
    let shop = Shop::open().await;
    let epoch = shop.feed_epoch;
    let queries = [
        String::new(),
        format!("?feed_epoch={epoch}&after=1"),
        format!("?feed_epoch={epoch}&after=-1&limit=1"),
        format!("?feed_epoch={epoch}&after=1&limit=4294967296"),
        "?feed_epoch=x&after=1&limit=1".to_owned(),
    ];
    for query in queries {
        let reply = shop
            .back
            .device
            .get(&format!("{}{query}", path::PULL))
            .await;
        reply.is_refused(RefusalCode::Malformed);
    }
}

#[tokio::test]
async fn a_revoked_register_gets_nothing() {
    let mut shop = Shop::open().await;
    let register_id = shop.back.device.register_id;
    shop.server
        .database
        .change(&format!(
            "update registers set status = 'revoked' where register_id = '{register_id}'"
        ))
        .await;
    // Another node, which has not cached the register.
    let beside = TestServer::quiet_beside(&shop.server);
    shop.back.device.url = beside.url();
    for target in [
        format!(
            "{}?feed_epoch={}&after=0&limit=1",
            path::PULL,
            shop.feed_epoch
        ),
        path::SNAPSHOT.to_owned(),
        path::EVENTS.to_owned(),
    ] {
        let reply = shop.back.device.get(&target).await;
        reply.is_refused(RefusalCode::Forbidden);
    }
}

/// Promise 10.
#[tokio::test]
async fn another_organization_never_shows() {
    let mut shop = Shop::open().await;
    let other = shop.server.founded().await;
    let epochs = format!(
        "select feed_epoch::text from organizations where organization_id = '{}'",
        other.organization_id
    );
    let other_epoch: Uuid = shop.server.database.texts(&epochs).await[0]
        .parse()
        .unwrap();
    shop.front
        .edit(vec![change(Uuid::now_v7(), 0, name("Rahasia"))]);
    shop.front.push().await;
    let (rows, _) = pull_all(&other, other_epoch, 0, 1_000).await;
    // Only the row of its own register.
    assert_eq!(rows.len(), 1);
    let packed = fetch(&other, &[]).await.bytes().await.unwrap();
    let (header, rows) = super::feed_requests::unpacked(&packed);
    assert_eq!((header.feed_epoch, rows.len()), (other_epoch, 1));
    // First its own key with the other organization's id, then the other's feed with its own id.
    let mut stranger = Device::new(&shop.server.url(), shop.front.device.organization_id);
    stranger.register_id = other.register_id;
    stranger.key = other.key;
    let reply = pull(&stranger, shop.feed_epoch, 0, 10).await;
    reply.is_refused(RefusalCode::NotEnrolled);
    stranger.organization_id = other.organization_id;
    let reply = pull(&stranger, shop.feed_epoch, 0, 10).await;
    reply.is_refused(RefusalCode::MustResnapshot);
}
