//! `GET /api/sync/events`: a hint soon after a push, whichever node received the push.

use std::time::Duration;

use protocol::{Hint, RequestParts, path};
use reqwest::{Method, Response, StatusCode};
use tokio::time::timeout;

use super::shop::{Shop, change, price};
use crate::support::{Device, TestServer};

/// More time than a hint takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open stream, read event by event.
struct Listening {
    response: Response,
    text: String,
}

impl Listening {
    async fn open(device: &Device, url: &str) -> Self {
        let parts = RequestParts {
            method: "GET",
            target: path::EVENTS,
            body: &[],
        };
        let proof = device.proof(device.organization_id, parts);
        let mut request = device
            .http
            .request(Method::GET, format!("{url}{}", path::EVENTS));
        for (name, value) in proof.headers() {
            request = request.header(name, value);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        Self {
            response,
            text: String::new(),
        }
    }

    /// The next hint; `None` when the stream has ended.
    async fn next(&mut self) -> Option<u64> {
        loop {
            if let Some(end) = self.text.find("\n\n") {
                let event: String = self.text.drain(..end + 2).collect();
                if let Some(hint) = event.trim_end().strip_prefix("data: ") {
                    let hint: Hint = serde_json::from_str(hint).unwrap();
                    return Some(hint.feed_seq);
                }
                continue;
            }
            let piece = timeout(PATIENCE, self.response.chunk()).await;
            let piece = piece.expect("a hint arrives").unwrap()?;
            self.text.push_str(std::str::from_utf8(&piece).unwrap());
        }
    }

    /// Waits for a hint of at least this number; hints never go back.
    async fn reaches(&mut self, feed_seq: u64) {
        let mut last = 0;
        while last < feed_seq {
            let hint = self.next().await.expect("the stream is open");
            assert!(hint > last);
            last = hint;
        }
        assert_eq!(last, feed_seq);
    }
}

#[tokio::test]
async fn a_stream_begins_with_where_the_feed_is_and_goes_on_with_every_push_that_moves_it() {
    let mut shop = Shop::open().await;
    let url = shop.server.url();
    let mut listening = Listening::open(&shop.back.device, &url).await;
    let at = shop.page(0).await.next;
    assert_eq!(listening.next().await, Some(at));
    // A sale does not change the feed.
    shop.front.books.sell(&shop.front.device, 1);
    shop.front.push().await;
    shop.front.edit(vec![change(shop.product_id, 1, price(1))]);
    let moved = shop.front.push().await.feed_seq;
    assert_eq!(listening.next().await, Some(moved));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_at_one_node_is_heard_at_another_also_after_its_connection_broke() {
    let mut shop = Shop::open().await;
    let other = TestServer::beside(&shop.server);
    let mut listening = Listening::open(&shop.back.device, &other.url()).await;
    listening.next().await.unwrap();
    shop.front.edit(vec![change(shop.product_id, 1, price(1))]);
    let moved = shop.front.push().await.feed_seq;
    listening.reaches(moved).await;
    shop.server
        .database
        .change(
            "select pg_terminate_backend(pid) from pg_stat_activity \
             where query ilike '%listen kasapro_hints%' and pid <> pg_backend_pid() \
                or query ilike '%pg_notify%' and pid <> pg_backend_pid()",
        )
        .await;
    // A hint that was sent without a listener is lost, which is safe: a later hint arrives.
    let mut revision = 2;
    loop {
        shop.front
            .edit(vec![change(shop.product_id, revision, price(2))]);
        revision += 1;
        let moved = shop.front.push().await.feed_seq;
        let heard = timeout(Duration::from_millis(500), listening.reaches(moved)).await;
        if heard.is_ok() {
            break;
        }
        assert!(revision < 40, "the node hears nothing any more");
    }
}

#[tokio::test]
async fn a_register_that_opens_one_stream_too_many_loses_its_oldest() {
    let shop = Shop::open().await;
    let url = shop.server.url();
    let mut oldest = Listening::open(&shop.back.device, &url).await;
    oldest.next().await.unwrap();
    let mut others = Vec::new();
    for _ in 0..2 {
        others.push(Listening::open(&shop.back.device, &url).await);
    }
    assert_eq!(oldest.next().await, None);
    assert!(others[0].next().await.is_some());
}

#[tokio::test]
async fn streams_end_when_the_server_stops() {
    let mut shop = Shop::open().await;
    let url = shop.server.url();
    let mut listening = Listening::open(&shop.back.device, &url).await;
    listening.next().await.unwrap();
    timeout(PATIENCE, shop.server.stopped()).await.unwrap();
    assert_eq!(listening.next().await, None);
}
