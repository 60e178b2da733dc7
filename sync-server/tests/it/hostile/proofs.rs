//! Requests with invalid proofs, and replays.

use protocol::{Proof, PushAnswer, RefusalCode, pack, path};
use reqwest::{Method, StatusCode};
use sync_server::{clock, random};

use super::{parts, routes};
use crate::support::{Books, Device, TestServer};

#[tokio::test]
async fn another_organizations_ids_open_no_route() {
    let server = TestServer::quiet().await;
    let victim = server.founded().await;
    let thief = server.founded().await;
    let before = server.database.fingerprint(victim.organization_id).await;
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
            let nonce = random::bytes().unwrap();
            let now = clock::now_ms();
            let proof = Proof::sign(organization_id, register_id, now, nonce, signed, &thief.key);
            let sent = thief.send(&proof, method.clone(), &target, false, body.clone());
            assert_eq!(sent.await.refusal().code, code, "{target}");
        }
    }
    assert_eq!(
        server.database.fingerprint(victim.organization_id).await,
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
    let before = server.database.fingerprint(device.organization_id).await;
    send().await.is_refused(RefusalCode::Replayed);
    assert_eq!(
        server.database.fingerprint(device.organization_id).await,
        before
    );
}

#[tokio::test]
async fn a_revoked_register_gets_nothing_but_may_push() {
    let server = TestServer::quiet().await;
    let device = server.founded().await;
    server
        .database
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
async fn a_register_that_asks_without_end_waits_and_the_others_do_not() {
    let server = TestServer::with_limits(|limits| limits.requests_per_minute = 3).await;
    let device = server.founded().await;
    let mut other = server.joined(&device).await;
    let books = Books::opened(&device);
    for _ in 0..3 {
        let _head: PushAnswer = device.try_push(books.epoch(), &[]).await.ok();
    }
    let reply = device.try_push(books.epoch(), &[]).await;
    reply.is_refused(RefusalCode::TooManyRequests);
    assert!(reply.retry_after.is_some());
    let books = Books::opened(&other);
    other.push(books.epoch(), &books.entries).await;
}
