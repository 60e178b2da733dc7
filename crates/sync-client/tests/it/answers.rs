//! Requests and their answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::entry::{Hash, Head, SignedHead, SigningKey};
use protocol::{
    PROTOCOL, PROTOCOL_HEADER, Peer as _, PullQuery, PushAnswer, PushRequest, Refusal, RefusalCode,
    RequestError, RequestParts, TransportError, pack, unpack,
};
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::scripted::{Request, STAMP, Scripted, client, register_key, reply};

fn push_request() -> PushRequest {
    PushRequest {
        protocol: PROTOCOL,
        epoch: Uuid::from_u128(3),
        ratchet: "0".repeat(32),
        acknowledged: None,
        first_seq: 1,
        entries: Vec::new(),
        profiles: Vec::new(),
    }
}

fn push_answer() -> PushAnswer {
    let head = Head {
        epoch: Uuid::from_u128(3),
        seq: 4,
        hash: Hash([5; 32]),
    };
    let server = SigningKey::from_seed(&[8; 32]);
    PushAnswer {
        head: SignedHead::sign(Uuid::from_u128(1), Uuid::from_u128(2), head, 77, &server),
        ratchet: "1".repeat(32),
        already: 0,
        quarantined: Vec::new(),
        feed_seq: 9,
    }
}

fn query() -> PullQuery {
    PullQuery {
        feed_epoch: Uuid::from_u128(4),
        after: 12,
        limit: 200,
    }
}

#[track_caller]
fn names_its_protocol(request: &Request) {
    let named = request.header(PROTOCOL_HEADER);
    assert_eq!(named, Some(PROTOCOL.to_string().as_str()));
}

/// The error of a pull that gets this answer.
async fn pulled(answer: Vec<u8>) -> RequestError {
    let server = Scripted::new(vec![answer]).await;
    let outcome = server.client().pull(&query(), STAMP, &|| {}).await;
    outcome.expect_err("no answer here is one")
}

#[tokio::test]
async fn a_push_is_packed_and_proved_and_its_answer_read() {
    let answer = serde_json::to_vec(&push_answer()).unwrap();
    let packed = pack(&answer).unwrap();
    let server = Scripted::new(vec![
        reply("200 OK", "content-encoding: zstd\r\n", &packed),
        reply("200 OK", "", &answer),
    ])
    .await;
    let moved = Arc::new(AtomicUsize::new(0));
    for _ in 0..2 {
        let counted = Arc::clone(&moved);
        let count = Arc::new(move || {
            counted.fetch_add(1, Ordering::SeqCst);
        });
        let got = server.client().push(&push_request(), STAMP, count).await;
        assert_eq!(got, Ok(push_answer()));
    }
    assert!(
        moved.load(Ordering::SeqCst) >= 4,
        "bytes up and down are progress"
    );
    let request = server.requests().remove(0);
    assert_eq!(request.header("content-encoding"), Some("zstd"));
    names_its_protocol(&request);
    let body = unpack(&request.body, 100_000).unwrap();
    let sent: PushRequest = serde_json::from_slice(&body).unwrap();
    assert_eq!(sent, push_request());
    let parts = RequestParts {
        method: &request.method,
        target: &request.target,
        body: &request.body,
    };
    let proof = request.proof();
    assert!(proof.is_of(parts, &register_key().public()));
    assert_eq!(
        (proof.time_ms, proof.nonce),
        (STAMP.server_time_ms, STAMP.nonce)
    );
}

#[tokio::test]
async fn a_pull_signs_its_query() {
    let server = Scripted::new(vec![reply("200 OK", "", b"{}")]).await;
    let outcome = server.client().pull(&query(), STAMP, &|| {}).await;
    assert_eq!(outcome, Err(TransportError::Unreadable.into()));
    let request = server.requests().remove(0);
    names_its_protocol(&request);
    assert_eq!(
        request.target,
        "/api/sync/pull?feed_epoch=00000000-0000-0000-0000-000000000004&after=12&limit=200"
    );
    let parts = RequestParts {
        method: "GET",
        target: &request.target,
        body: &[],
    };
    assert!(request.proof().is_of(parts, &register_key().public()));
}

#[tokio::test]
async fn a_refusal_comes_with_its_code_and_its_wish_to_wait() {
    let refusal = Refusal {
        code: RefusalCode::TooManyRequests,
        message: "slowly".to_owned(),
        head: None,
        server_time_ms: 5,
    };
    let body = serde_json::to_vec(&refusal).unwrap();
    let answer = reply("429 Too Many Requests", "retry-after: 7\r\n", &body);
    let expected = RequestError::Refused {
        refusal: Box::new(refusal),
        retry_after_ms: Some(7_000),
    };
    assert_eq!(pulled(answer).await, expected);
}

#[tokio::test]
async fn a_status_that_a_proxy_made_up_is_a_status_and_a_redirect_is_not_followed() {
    let status = |status| RequestError::Transport(TransportError::Status { status });
    let portal = reply("502 Bad Gateway", "", b"<html>out of order</html>");
    assert_eq!(pulled(portal).await, status(502));
    let elsewhere = reply("302 Found", "location: http://127.0.0.1:1/\r\n", b"");
    assert_eq!(pulled(elsewhere).await, status(302));
    let page = reply("200 OK", "", b"<html>please log in</html>");
    assert_eq!(pulled(page).await, TransportError::Unreadable.into());
    let brotli = reply("200 OK", "content-encoding: br\r\n", b"{}");
    assert_eq!(pulled(brotli).await, TransportError::Unreadable.into());
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_refused_and_never_cut_short() {
    let plain = reply("200 OK", "", &vec![b' '; 17 * 1024 * 1024]);
    assert_eq!(pulled(plain).await, TransportError::TooLarge.into());
    let bomb = pack(&vec![b' '; 64 * 1024 * 1024]).unwrap();
    assert!(bomb.len() < 100_000);
    let bomb = reply("200 OK", "content-encoding: zstd\r\n", &bomb);
    assert_eq!(pulled(bomb).await, TransportError::TooLarge.into());
}

#[tokio::test]
async fn an_answer_that_ends_early_is_a_broken_connection() {
    let mut answer = reply("200 OK", "", b"{\"feed_epoch\":");
    answer.truncate(answer.len() - 3);
    assert_eq!(pulled(answer).await, TransportError::Broken.into());
    assert_eq!(pulled(Vec::new()).await, TransportError::Broken.into());
}

#[tokio::test]
async fn nobody_listening_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let outcome = client(address).pull(&query(), STAMP, &|| {}).await;
    assert_eq!(outcome, Err(TransportError::Unreachable.into()));
}
