//! What nobody should send, and what becomes of it: the right refusal, nothing changed, the server stays up.

use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use sync::wire::{CodeRequest, PROTOCOL, Proof, PushAnswer, RefusalCode, RequestParts, pack, path};
use sync_server::source;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use uuid::Uuid;

use crate::support::{Books, Device, TestServer};

/// Every route that a register may call, with a body that it takes.
fn routes(device: &Device) -> Vec<(Method, String, Vec<u8>)> {
    let books = Books::opened(device);
    let epoch = books.epoch();
    let push = device.push_request(epoch, &books.entries);
    let code = CodeRequest {
        by_user_id: Uuid::now_v7(),
    };
    let pull = format!("{}?feed_epoch={epoch}&after=0&limit=10", path::PULL);
    vec![
        (
            Method::POST,
            path::PUSH.to_owned(),
            serde_json::to_vec(&push).unwrap(),
        ),
        (
            Method::POST,
            path::CODES.to_owned(),
            serde_json::to_vec(&code).unwrap(),
        ),
        (Method::GET, pull, Vec::new()),
        (Method::GET, path::SNAPSHOT.to_owned(), Vec::new()),
        (Method::GET, path::EVENTS.to_owned(), Vec::new()),
    ]
}

fn parts<'a>(method: &'a Method, target: &'a str, body: &'a [u8]) -> RequestParts<'a> {
    RequestParts {
        method: method.as_str(),
        target,
        body,
    }
}

#[tokio::test]
async fn another_organizations_ids_open_no_route() {
    let server = TestServer::quiet().await;
    let victim = server.founded().await;
    let thief = server.founded().await;
    let before = server.place.fingerprint(victim.organization_id).await;
    for (method, target, body) in routes(&thief) {
        let signed = parts(&method, &target, &body);
        // Its own register in the other organization; the other's register with its own key.
        let registers = [
            (
                victim.organization_id,
                thief.register_id,
                RefusalCode::NotEnrolled,
            ),
            (
                victim.organization_id,
                victim.register_id,
                RefusalCode::NotProved,
            ),
            (
                thief.organization_id,
                victim.register_id,
                RefusalCode::NotEnrolled,
            ),
        ];
        for (organization_id, register_id, code) in registers {
            let nonce = source::random().unwrap();
            let now = source::now_ms();
            let proof = Proof::sign(organization_id, register_id, now, nonce, signed, &thief.key);
            let sent = thief.send(&proof, method.clone(), &target, false, body.clone());
            assert_eq!(sent.await.refusal().code, code, "{target}");
        }
    }
    assert_eq!(
        server.place.fingerprint(victim.organization_id).await,
        before
    );
}

#[tokio::test]
async fn a_forged_or_missing_proof_opens_no_route() {
    let server = TestServer::quiet().await;
    let device = server.founded().await;
    let stranger = Device::new(&server.url(), device.organization_id);
    for (method, target, body) in routes(&device) {
        let signed = parts(&method, &target, &body);
        let good = device.proof(device.organization_id, signed);
        let mut forgeries = Vec::new();
        let mut signature = good.clone();
        signature.signature[0] ^= 1;
        forgeries.push(signature);
        let mut later = good.clone();
        later.time_ms += 1;
        forgeries.push(later);
        let mut nonce = good.clone();
        nonce.nonce[0] ^= 1;
        forgeries.push(nonce);
        let mut other_body =
            device.proof(device.organization_id, parts(&method, &target, b"other"));
        forgeries.push(other_body.clone());
        other_body = device.proof(device.organization_id, parts(&method, "/other", &body));
        forgeries.push(other_body.clone());
        other_body = device.proof(device.organization_id, parts(&Method::PUT, &target, &body));
        forgeries.push(other_body);
        let mut key = stranger.proof(device.organization_id, signed);
        key.register_id = device.register_id;
        forgeries.push(key);
        for (n, forged) in forgeries.iter().enumerate() {
            let sent = device.send(forged, method.clone(), &target, false, body.clone());
            assert_eq!(
                sent.await.refusal().code,
                RefusalCode::NotProved,
                "{target} {n}"
            );
        }
        let url = format!("{}{target}", server.url());
        let bare = device.http.request(method.clone(), &url).body(body.clone());
        assert_eq!(
            bare.send().await.unwrap().status(),
            StatusCode::UNAUTHORIZED
        );
        let mut odd = device.http.request(method, &url).body(body);
        for (name, _) in good.headers() {
            odd = odd.header(name, "\u{e4}");
        }
        assert_eq!(odd.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn the_very_same_request_twice_is_a_replay() {
    let server = TestServer::quiet().await;
    let device = server.founded().await;
    let books = Books::opened(&device);
    let request = device.push_request(books.epoch(), &books.entries);
    let body = pack(&serde_json::to_vec(&request).unwrap()).unwrap();
    let proof = device.proof(
        device.organization_id,
        parts(&Method::POST, path::PUSH, &body),
    );
    let send = || device.send(&proof, Method::POST, path::PUSH, true, body.clone());
    let _stored: PushAnswer = send().await.ok();
    let before = server.place.fingerprint(device.organization_id).await;
    send().await.is_refused(RefusalCode::Replayed);
    assert_eq!(
        server.place.fingerprint(device.organization_id).await,
        before
    );
}

#[tokio::test]
async fn a_revoked_register_gets_nothing_but_may_push() {
    let server = TestServer::quiet().await;
    let device = server.founded().await;
    server
        .place
        .change("update registers set status = 'revoked'")
        .await;
    for (method, target, body) in routes(&device) {
        let proof = device.proof(device.organization_id, parts(&method, &target, &body));
        let reply = device.send(&proof, method, &target, false, body).await;
        if target == path::PUSH {
            let answer: PushAnswer = reply.ok();
            assert_eq!(answer.quarantined.len(), 5);
        } else {
            assert_eq!(reply.refusal().code, RefusalCode::Forbidden, "{target}");
        }
    }
}

#[tokio::test]
async fn a_body_that_unpacks_to_gigabytes_is_refused_without_being_unpacked() {
    let server = TestServer::quiet().await;
    let device = server.founded().await;
    let mut packer = zstd::stream::Encoder::new(Vec::new(), 1).unwrap();
    let zeros = vec![0_u8; 1 << 20];
    for _ in 0..2_048 {
        std::io::Write::write_all(&mut packer, &zeros).unwrap();
    }
    let bomb = packer.finish().unwrap();
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    let before = memory_peak_kb();
    let signed = parts(&Method::POST, path::PUSH, &bomb);
    let proof = device.proof(device.organization_id, signed);
    let reply = device
        .send(&proof, Method::POST, path::PUSH, true, bomb)
        .await;
    reply.is_refused(RefusalCode::TooLarge);
    let grown = memory_peak_kb() - before;
    assert!(grown < 100_000, "{grown} kB");
}

/// The most memory this process ever had.
fn memory_peak_kb() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let digits = peak.map(|text| text.trim_end_matches("kB").trim().parse());
    digits.and_then(Result::ok).unwrap_or(0)
}

#[tokio::test]
async fn a_push_of_a_million_entries_is_refused() {
    let server = TestServer::quiet().await;
    let device = server.founded().await;
    let epoch = Uuid::now_v7();
    let head = serde_json::to_string(&device.push_request(epoch, &[])).unwrap();
    let entry = "{},";
    let million = format!("\"entries\":[{}{{}}]", entry.repeat(999_999));
    let empty = head.replace("\"entries\":[]", &million);
    let books = Books::opened(&device);
    let one = serde_json::to_string(&device.push_request(epoch, &books.entries[..1])).unwrap();
    let (start, end) = (one.find("[{").unwrap(), one.find("}]").unwrap());
    let entry = &one[start + 1..=end];
    let full = one.replace(
        entry,
        &format!("{}{entry}", format!("{entry},").repeat(9_999)),
    );
    for (body, code) in [
        (empty, RefusalCode::Malformed),
        (full, RefusalCode::TooLarge),
    ] {
        let packed = pack(body.as_bytes()).unwrap();
        let signed = parts(&Method::POST, path::PUSH, &packed);
        let proof = device.proof(device.organization_id, signed);
        let sent = device.send(&proof, Method::POST, path::PUSH, true, packed);
        sent.await.is_refused(code);
    }
}

#[tokio::test]
async fn a_body_above_the_limit_is_refused_packed_or_not() {
    let server = TestServer::with_limits(|limits| limits.body.packed = 10_000).await;
    let device = server.founded().await;
    for packed in [true, false] {
        let body = vec![b'x'; 10_001];
        let signed = parts(&Method::POST, path::PUSH, &body);
        let proof = device.proof(device.organization_id, signed);
        let sent = device.send(&proof, Method::POST, path::PUSH, packed, body);
        sent.await.is_refused(RefusalCode::TooLarge);
    }
}

#[tokio::test]
async fn what_is_no_push_is_told_so() {
    let server = TestServer::quiet().await;
    let device = server.founded().await;
    let books = Books::opened(&device);
    let good = device.push_request(books.epoch(), &books.entries);
    let mut requests = Vec::new();
    for protocol in [0, PROTOCOL + 1] {
        let mut request = good.clone();
        request.protocol = protocol;
        requests.push((request, RefusalCode::ProtocolTooOld));
    }
    let mut gap = good.clone();
    gap.entries.remove(1);
    requests.push((gap, RefusalCode::Malformed));
    let mut zero = good.clone();
    zero.first_seq = 0;
    requests.push((zero, RefusalCode::Malformed));
    let mut far = good.clone();
    far.first_seq = u64::MAX;
    far.entries.clear();
    requests.push((far, RefusalCode::Malformed));
    let mut token = good.clone();
    token.ratchet = "what".to_owned();
    requests.push((token, RefusalCode::Malformed));
    let mut signature = good.clone();
    signature.entries[0].signature = "AB".repeat(64);
    requests.push((signature, RefusalCode::Malformed));
    for (request, code) in requests {
        device.post(path::PUSH, &request).await.is_refused(code);
    }
    for body in [&b""[..], b"null", b"[]", b"{\"protocol\":1}", b"\xff\xfe"] {
        let signed = parts(&Method::POST, path::PUSH, body);
        let proof = device.proof(device.organization_id, signed);
        for packed in [true, false] {
            let mut proof = proof.clone();
            proof.nonce = source::random().unwrap();
            let proof = Proof::sign(
                proof.organization_id,
                proof.register_id,
                proof.time_ms,
                proof.nonce,
                signed,
                &device.key,
            );
            let sent = device.send(&proof, Method::POST, path::PUSH, packed, body.to_vec());
            sent.await.is_refused(RefusalCode::Malformed);
        }
    }
    assert_eq!(
        server
            .place
            .number("select count(*) from ledger_entries")
            .await,
        0
    );
}

#[tokio::test]
async fn paths_and_methods_that_do_not_exist_are_told_so() {
    let server = TestServer::quiet().await;
    let http = reqwest::Client::new();
    let missing = http.get(format!("{}/api/sync/nothing", server.url()));
    assert_eq!(
        missing.send().await.unwrap().status(),
        StatusCode::NOT_FOUND
    );
    let wrong = http.get(format!("{}{}", server.url(), path::PUSH));
    assert_eq!(
        wrong.send().await.unwrap().status(),
        StatusCode::METHOD_NOT_ALLOWED
    );
}

/// A connection that has said so much, and no more.
async fn connection(server: &TestServer, said: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(said.as_bytes()).await.unwrap();
    stream
}

/// What the server says until it hangs up.
async fn rest(mut stream: TcpStream) -> String {
    let mut said = Vec::new();
    // A reset is a way to hang up too.
    stream.read_to_end(&mut said).await.ok();
    String::from_utf8_lossy(&said).into_owned()
}

#[tokio::test]
async fn slow_clients_are_hung_up_on_and_nobody_waits_for_them() {
    let server = TestServer::with_limits(|limits| {
        limits.header_read = Duration::from_secs(1);
        limits.body.idle = Duration::from_secs(1);
    })
    .await;
    let mut device = server.founded().await;
    let books = Books::opened(&device);
    let mut headers = Vec::new();
    for _ in 0..100 {
        headers.push(connection(&server, "POST /api/sync/push HTTP/1.1\r\nhost: x\r\n").await);
    }
    let mut said =
        String::from("POST /api/sync/push HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n");
    for (name, value) in device
        .proof(
            device.organization_id,
            parts(&Method::POST, path::PUSH, b""),
        )
        .headers()
    {
        said.push_str(&format!("{name}: {value}\r\n"));
    }
    let mut bodies = Vec::new();
    for _ in 0..100 {
        bodies.push(connection(&server, &format!("{said}\r\n{{")).await);
    }
    let begun = Instant::now();
    device.push(books.epoch(), &books.entries).await;
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "{:?}",
        begun.elapsed()
    );
    let patience = Duration::from_secs(20);
    for stream in headers {
        tokio::time::timeout(patience, rest(stream)).await.unwrap();
    }
    for stream in bodies {
        let told = tokio::time::timeout(patience, rest(stream)).await.unwrap();
        assert!(
            told.is_empty() || told.starts_with("HTTP/1.1 400"),
            "{told}"
        );
    }
}
