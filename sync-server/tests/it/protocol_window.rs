//! Registers one version older and newer than their server, by the protocol that they name.

use protocol::{PROTOCOL, ProtocolWindow, PullAnswer, RefusalCode, path};

use crate::catalog::feed_requests::unpacked;
use crate::support::{Books, Device, Reply, TestServer};

/// The feed as a register of this protocol pulls it.
async fn pull(device: &Device, feed_epoch: uuid::Uuid) -> Reply {
    let target = format!("{}?feed_epoch={feed_epoch}&after=0&limit=10", path::PULL);
    device.get(&target).await
}

#[tokio::test]
async fn every_protocol_in_the_window_pushes_and_pulls() {
    let window = ProtocolWindow::new(PROTOCOL, PROTOCOL + 2);
    let server = TestServer::with_limits(|limits| limits.protocols = window).await;
    let mut device = Device::new(&server.url(), uuid::Uuid::now_v7());
    let code = server.founding_code("Toko").await;
    let feed_epoch = device.enrol(&code, true).await.feed_epoch;
    let books = Books::opened(&device);
    device.push(books.epoch(), &books.entries).await;
    let mut pages = Vec::new();
    let protocols = [None, Some(PROTOCOL), Some(PROTOCOL + 1), Some(PROTOCOL + 2)];
    for protocol in protocols {
        device.protocol = protocol.map(|number| number.to_string());
        device.push(books.epoch(), &books.entries).await;
        let page: PullAnswer = pull(&device, feed_epoch).await.ok();
        pages.push(page.rows);
        let snapshot = device.get(path::SNAPSHOT).await;
        assert_eq!(snapshot.status, 200);
        // A snapshot that was made for another protocol is not reused.
        let (header, rows) = unpacked(&snapshot.body);
        assert_eq!(header.protocol, protocol.unwrap_or(1));
        assert_eq!(rows, pages[0]);
    }
    // All protocols still have the same shape.
    assert!(!pages[0].is_empty() && pages.iter().all(|page| *page == pages[0]));
}

#[tokio::test]
async fn every_request_outside_the_window_is_refused_with_the_side_to_update() {
    let server = TestServer::start().await;
    let mut device = server.founded().await;
    let books = Books::opened(&device);
    let good = device.push_request(books.epoch(), &books.entries);
    let newer = (PROTOCOL + 1).to_string();
    let cases = [
        ("0", RefusalCode::ProtocolTooOld),
        (newer.as_str(), RefusalCode::ProtocolTooNew),
        ("newest", RefusalCode::Malformed),
    ];
    for (protocol, code) in cases {
        device.protocol = Some(protocol.to_owned());
        for target in [path::PULL, path::SNAPSHOT, path::EVENTS] {
            device.get(target).await.is_refused(code);
        }
        // The body of another protocol need not be readable.
        for target in [path::ENROL, path::CODES, path::PUSH] {
            device.post(target, &"unreadable").await.is_refused(code);
        }
        device.post(path::PUSH, &good).await.is_refused(code);
    }
    // No entry was stored, and the register continues from there once a side is updated.
    device.protocol = Some(PROTOCOL.to_string());
    let mut pushed = device;
    pushed.push(books.epoch(), &books.entries).await;
}
