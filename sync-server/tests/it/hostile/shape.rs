//! Malformed requests.

use protocol::{PROTOCOL, Proof, RefusalCode, path};
use reqwest::{Method, StatusCode};
use sync_server::random;

use super::parts;
use crate::support::{Books, TestServer, http};

#[tokio::test]
async fn what_is_no_push_is_told_so() {
    let server = TestServer::quiet().await;
    let device = server.founded().await;
    let books = Books::opened(&device);
    let good = device.push_request(books.epoch(), &books.entries);
    let mut requests = Vec::new();
    let refused = [
        (0, RefusalCode::ProtocolTooOld),
        (PROTOCOL + 1, RefusalCode::ProtocolTooNew),
    ];
    for (protocol, code) in refused {
        let mut request = good.clone();
        request.protocol = protocol;
        requests.push((request, code));
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
            proof.nonce = random::bytes().unwrap();
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
            .database
            .number("select count(*) from ledger_entries")
            .await,
        0
    );
}

#[tokio::test]
async fn paths_and_methods_that_do_not_exist_are_told_so() {
    let server = TestServer::quiet().await;
    let client = http::client();
    let missing = client.get(format!("{}/api/sync/nothing", server.url()));
    assert_eq!(
        missing.send().await.unwrap().status(),
        StatusCode::NOT_FOUND
    );
    let wrong = client.get(format!("{}{}", server.url(), path::PUSH));
    assert_eq!(
        wrong.send().await.unwrap().status(),
        StatusCode::METHOD_NOT_ALLOWED
    );
}
