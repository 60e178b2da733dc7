//! The token that distinguishes a register from its copy, and a server that was restored from an
//! older backup.

use domain::entry::kinds::EpochCause;
use protocol::{PushAnswer, RefusalCode, path};

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
    let before = server.database.fingerprint(device.organization_id).await;
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
        server.database.fingerprint(device.organization_id).await,
        before
    );
    let alarms = "select kind || ' ' || times from alarms";
    // The push without entries may be the register's own delayed request.
    assert_eq!(server.database.texts(alarms).await, ["ratchet 1"]);
    device.push(books.epoch(), &[next]).await;
}

#[tokio::test]
async fn the_token_before_is_good_because_an_answer_may_be_lost() {
    let server = TestServer::quiet().await;
    let device = server.founded().await;
    let mut books = Books::opened(&device);
    let lost: PushAnswer = device.try_push(books.epoch(), &books.entries).await.ok();
    assert_ne!(lost.ratchet, device.ratchet);
    // The register kept selling, and sends all of it with its last token.
    books.sell(&device, 1);
    let answer: PushAnswer = device.try_push(books.epoch(), &books.entries).await.ok();
    assert_eq!(answer.head.head(), books.head);
}

#[tokio::test]
async fn answers_that_are_lost_one_after_the_other_make_nobody_a_copy() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let mut books = Books::opened(&device);
    device.push(books.epoch(), &books.entries).await;
    for _ in 0..4 {
        books.sell(&device, 1);
        let entries = &books.entries[5..];
        let lost: PushAnswer = device.try_push(books.epoch(), entries).await.ok();
        assert_eq!(lost.head.head(), books.head);
    }
    let alarms = "select count(*) from alarms";
    assert_eq!(server.database.number(alarms).await, 0);
}

#[tokio::test]
async fn a_server_that_came_back_older_is_filled_epoch_by_epoch_and_begins_a_new_feed() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let books = Books::opened(&device);
    device.push(books.epoch(), &books.entries).await;
    let mut later = books.continued(&device, &books.head, EpochCause::Restored);
    later.sell(&device, 1);
    device.push(later.epoch(), &later.entries).await;
    // Half of the first epoch, and all of the second, are gone.
    server
        .database
        .change(
            "delete from register_heads h where exists (select from ledger_entries e \
               where e.epoch = h.epoch and e.kind = 'transaction_completed'); \
             delete from ledger_entries e where not exists \
               (select from register_heads h where h.epoch = e.epoch) or seq > 3; \
             delete from transactions; delete from transaction_items; delete from payments; \
             delete from shifts; delete from stock_movements; \
             delete from documents d where not exists \
               (select from ledger_entries e where e.entry_id = d.entry_id); \
             update register_heads h set seq = 3, hash = e.hash, ratchet = '\\x00000000000000000000000000000001', \
               previous_ratchet = null from ledger_entries e where e.seq = 3",
        )
        .await;
    let feed = "select feed_epoch::text from organizations";
    let before = server.database.texts(feed).await;
    // The highest head that the register has is of the later epoch.
    device.push(books.epoch(), &books.entries[3..4]).await;
    let begun = server.database.texts(feed).await;
    assert_ne!(begun, before);
    device.push(books.epoch(), &books.entries[4..]).await;
    device.push(later.epoch(), &later.entries).await;
    assert_eq!(server.database.texts(feed).await, begun);
    let sales = "select count(*) from transactions";
    assert_eq!(server.database.number(sales).await, 1);
}

#[tokio::test]
async fn a_server_that_came_back_older_begins_a_new_feed_also_when_it_is_only_asked_for_its_head() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let books = Books::opened(&device);
    device.push(books.epoch(), &books.entries[..3]).await;
    device.push(books.epoch(), &books.entries[3..]).await;
    server
        .database
        .change(
            "delete from ledger_entries where seq > 3; \
             delete from documents d where not exists \
               (select from ledger_entries e where e.entry_id = d.entry_id); \
             update register_heads h set seq = 3, hash = e.hash, ratchet = '\\x00000000000000000000000000000001', \
               previous_ratchet = null from ledger_entries e where e.seq = 3",
        )
        .await;
    let feed = "select feed_epoch::text from organizations";
    let before = server.database.texts(feed).await;
    let answer: PushAnswer = device.try_push(books.epoch(), &[]).await.ok();
    assert_eq!(answer.head.seq, 3);
    assert_ne!(server.database.texts(feed).await, before);
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
        .database
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
    assert_eq!(server.database.number(sales).await, 4);
    let alarms = "select kind from alarms";
    assert_eq!(server.database.texts(alarms).await, ["server_older"]);
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
