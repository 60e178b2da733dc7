//! The token that tells a register from its copy, and a server that comes back older.

use sync::wire::{PushAnswer, RefusalCode, path};

use crate::support::{Books, TestServer};

#[tokio::test]
async fn a_copy_with_an_old_token_is_refused_before_it_adds_anything() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let mut books = Books::opened(&device);
    let stale = device.ratchet.clone();
    for _ in 0..2 {
        let from = books.entries.len();
        books.sell(&device, 1);
        let from = if from == 5 { 0 } else { from };
        device.push(books.epoch(), &books.entries[from..]).await;
    }
    let before = server.place.fingerprint(device.organization_id).await;
    let next = books.sell(&device, 1);
    let mut request = device.push_request(books.epoch(), std::slice::from_ref(&next));
    request.ratchet = stale;
    request.acknowledged = None;
    let refusal = device.post(path::PUSH, &request).await.refusal();
    assert_eq!(refusal.code, RefusalCode::Ratchet);
    assert!(refusal.head.is_some());
    request.entries.clear();
    device
        .post(path::PUSH, &request)
        .await
        .is_refused(RefusalCode::Ratchet);
    assert_eq!(
        server.place.fingerprint(device.organization_id).await,
        before
    );
    let alarms = "select kind || ' ' || times from alarms";
    assert_eq!(server.place.texts(alarms).await, ["ratchet 2"]);
    device.push(books.epoch(), &[next]).await;
}

#[tokio::test]
async fn the_token_before_is_good_because_an_answer_may_be_lost() {
    let server = TestServer::quiet().await;
    let device = server.founded().await;
    let mut books = Books::opened(&device);
    let lost: PushAnswer = device.try_push(books.epoch(), &books.entries).await.ok();
    assert_ne!(lost.ratchet, device.ratchet);
    // The register has sold on and sends all of it with the token that it has.
    books.sell(&device, 1);
    let answer: PushAnswer = device.try_push(books.epoch(), &books.entries).await.ok();
    assert_eq!(answer.head.head(), books.head);
}

#[tokio::test]
async fn a_server_that_came_back_older_takes_the_registers_word() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let mut books = Books::opened(&device);
    device.push(books.epoch(), &books.entries).await;
    for _ in 0..3 {
        let sale = books.sell(&device, 1);
        device.push(books.epoch(), &[sale]).await;
    }
    // Everything since the opening is gone, tokens included.
    server
        .place
        .change(
            "delete from ledger_entries where seq > 5; delete from transactions; delete from transaction_items; \
             delete from payments; delete from stock_movements where seq > 5; \
             delete from documents d where not exists \
               (select from ledger_entries e where e.entry_id = d.entry_id); \
             update register_heads h set seq = 5, hash = e.hash, ratchet = '\\x00000000000000000000000000000001', \
               previous_ratchet = null from ledger_entries e where e.seq = 5",
        )
        .await;
    let next = books.sell(&device, 1);
    let refusal = device.try_push(books.epoch(), &[next]).await.refusal();
    assert_eq!(refusal.code, RefusalCode::Gap);
    assert_eq!(refusal.head.unwrap().seq, 5);
    device.push(books.epoch(), &books.entries[5..]).await;
    let sales = "select count(*) from transactions";
    assert_eq!(server.place.number(sales).await, 4);
    let alarms = "select kind from alarms";
    assert_eq!(server.place.texts(alarms).await, ["server_older"]);
}

#[tokio::test]
async fn a_head_that_the_server_signed_for_another_register_or_never_is_no_word() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let mut second = server.joined(&device).await;
    let mut books = Books::opened(&device);
    device.push(books.epoch(), &books.entries).await;
    let others = Books::opened(&second);
    second.push(others.epoch(), &others.entries).await;
    let sale = books.sell(&device, 1);
    let mut request = device.push_request(books.epoch(), &[sale]);
    request.ratchet = "00".repeat(16);
    let mut invented = device.acknowledged.clone().unwrap();
    invented.seq += 10;
    let mut foreign = second.acknowledged.clone().unwrap();
    foreign.epoch = books.epoch();
    for word in [
        None,
        Some(invented),
        Some(foreign),
        device.acknowledged.clone(),
    ] {
        request.acknowledged = word;
        let reply = device.post(path::PUSH, &request).await;
        reply.is_refused(RefusalCode::Ratchet);
    }
}
