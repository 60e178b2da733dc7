//! Exact replay, gap, fork, tamper, and the stored entries.

use domain::entry::{EntryBody, Hash};
use domain::hex::to_hex;
use protocol::{PushAnswer, RefusalCode, path};

use crate::support::{Books, TestServer};

#[tokio::test]
async fn a_log_that_is_pushed_is_stored_byte_by_byte() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let mut books = Books::opened(&device);
    books.sell(&device, 3);
    let answer = device.push(books.epoch(), &books.entries).await;
    assert_eq!(answer.already, 0);
    assert_eq!(answer.quarantined, []);
    let stored = server
        .database
        .texts("select encode(body, 'hex') || encode(hash, 'hex') || encode(signature, 'hex') from ledger_entries order by seq")
        .await;
    let own: Vec<String> = books
        .entries
        .iter()
        .map(|entry| to_hex(&entry.body) + &entry.hash.to_hex() + &to_hex(&entry.signature))
        .collect();
    assert_eq!(stored, own);
}

#[tokio::test]
async fn the_very_same_push_again_is_a_success_that_changes_nothing() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let mut books = Books::opened(&device);
    books.sell(&device, 1);
    let first = device.try_push(books.epoch(), &books.entries).await;
    let first: PushAnswer = first.ok();
    let before = server.database.fingerprint(device.organization_id).await;
    // The answer was lost: the token is the one before.
    let second: PushAnswer = device.try_push(books.epoch(), &books.entries).await.ok();
    assert_eq!(second.head.head(), first.head.head());
    assert_eq!(second.ratchet, first.ratchet);
    assert_eq!(usize::try_from(second.already), Ok(books.entries.len()));
    assert_eq!(
        server.database.fingerprint(device.organization_id).await,
        before
    );
    device.take(&second);
    let sale = books.sell(&device, 1);
    device.push(books.epoch(), &[sale]).await;
}

#[tokio::test]
async fn a_push_that_overlaps_what_is_stored_adds_only_the_rest() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let mut books = Books::opened(&device);
    device.push(books.epoch(), &books.entries).await;
    books.sell(&device, 1);
    let answer = device.push(books.epoch(), &books.entries).await;
    assert_eq!(usize::try_from(answer.already), Ok(books.entries.len() - 1));
    let entries = server
        .database
        .number("select count(*) from ledger_entries")
        .await;
    assert_eq!(usize::try_from(entries), Ok(books.entries.len()));
}

#[tokio::test]
async fn a_gap_is_refused_with_the_head_and_changes_nothing() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let mut books = Books::opened(&device);
    device.push(books.epoch(), &books.entries).await;
    let head = books.head;
    let before = server.database.fingerprint(device.organization_id).await;
    books.sell(&device, 1);
    let late = books.sell(&device, 1);
    let refusal = device.try_push(books.epoch(), &[late]).await.refusal();
    assert_eq!(refusal.code, RefusalCode::Gap);
    let told = refusal.head.unwrap();
    assert!(told.is_signed_by(&server.state.keys.public()));
    assert_eq!(told.head(), head);
    assert_eq!(
        server.database.fingerprint(device.organization_id).await,
        before
    );
}

#[tokio::test]
async fn another_entry_at_a_stored_seq_is_a_fork_whose_evidence_is_kept() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let mut books = Books::opened(&device);
    let mut copy = books.clone();
    books.sell(&device, 1);
    device.push(books.epoch(), &books.entries).await;
    let before = server.database.fingerprint(device.organization_id).await;
    let other = copy.sell(&device, 2);
    copy.sell(&device, 2);
    for _ in 0..2 {
        let refusal = device.try_push(copy.epoch(), &copy.entries).await.refusal();
        assert_eq!(refusal.code, RefusalCode::Fork);
        assert_eq!(refusal.head.unwrap().head(), books.head);
    }
    assert_eq!(
        server.database.fingerprint(device.organization_id).await,
        before
    );
    let kept = "select convert_from(sent, 'UTF8') from fork_evidence order by seq";
    let kept = server.database.texts(kept).await;
    assert_eq!(kept.len(), 2, "both entries of the copy, once");
    assert!(kept[0].contains(&other.hash.to_hex()));
    let stored = "select encode(stored_hash, 'hex') from fork_evidence limit 1";
    let own = books.entries.last().unwrap().hash.to_hex();
    assert_eq!(server.database.texts(stored).await, [own]);
    let alarms = "select kind || ' ' || times from alarms";
    assert_eq!(server.database.texts(alarms).await, ["fork 2"]);
}

#[tokio::test]
async fn a_history_that_parted_at_the_head_is_a_fork_too() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let mut books = Books::opened(&device);
    let mut copy = books.clone();
    books.sell(&device, 1);
    device.push(books.epoch(), &books.entries).await;
    copy.sell(&device, 2);
    let next = copy.sell(&device, 2);
    let reply = device.try_push(copy.epoch(), &[next]).await;
    reply.is_refused(RefusalCode::Fork);
}

#[tokio::test]
async fn what_the_register_did_not_write_is_refused_and_kept() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let stranger = server.founded().await;
    let mut books = Books::opened(&device);
    device.push(books.epoch(), &books.entries).await;
    let before = server.database.fingerprint(device.organization_id).await;
    let good = books.sell(&device, 1);

    let mut other_body = good.clone();
    other_body.body[10] ^= 1;
    let mut other_hash = good.clone();
    other_hash.hash = Hash([9; 32]);
    let mut other_signature = good.clone();
    other_signature.signature = stranger.key.sign(&good.hash);
    let mut other_register = good.clone();
    other_register.header.register_id = stranger.register_id;
    let mut other_organization = good.clone();
    other_organization.header.organization_id = stranger.organization_id;
    let mut other_link = good.clone();
    other_link.header.prev_hash = Hash([1; 32]);

    for (n, forged) in [
        other_body,
        other_hash,
        other_signature,
        other_register,
        other_organization,
        other_link,
    ]
    .into_iter()
    .enumerate()
    {
        let refusal = device.try_push(books.epoch(), &[forged]).await.refusal();
        assert_eq!(refusal.code, RefusalCode::Tamper, "{n}");
    }
    assert_eq!(
        server.database.fingerprint(device.organization_id).await,
        before
    );
    let kept = "select count(*) from fork_evidence where kind = 'tamper'";
    assert_eq!(server.database.number(kept).await, 6);
    let alarms = "select kind || ' ' || times from alarms";
    assert_eq!(server.database.texts(alarms).await, ["tamper 6"]);
    // The real one still goes through.
    device.push(books.epoch(), &[good]).await;
}

#[tokio::test]
async fn an_empty_push_asks_for_the_head() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let books = Books::opened(&device);
    let nothing = device.push_request(books.epoch(), &[]);
    let answer: PushAnswer = device.post(path::PUSH, &nothing).await.ok();
    assert_eq!(answer.head.seq, 0);
    device.push(books.epoch(), &books.entries).await;
    let asked = device.push_request(books.epoch(), &[]);
    let answer: PushAnswer = device.post(path::PUSH, &asked).await.ok();
    assert_eq!(answer.head.head(), books.head);
    assert_eq!(answer.ratchet, device.ratchet);
}

#[tokio::test]
async fn caps_are_told_as_such() {
    let server = TestServer::with_limits(|limits| {
        limits.push_entries = 10;
        limits.push_body_bytes = 20_000;
    })
    .await;
    let mut device = server.founded().await;
    let mut books = Books::opened(&device);
    device.push(books.epoch(), &books.entries).await;
    let start = books.entries.len();
    for _ in 0..11 {
        books.sell(&device, 1);
    }
    let reply = device
        .try_push(books.epoch(), &books.entries[start..])
        .await;
    reply.is_refused(RefusalCode::TooLarge);
    let mut large = books.sale(1);
    large.items[0].product_name = "x".repeat(30_000);
    let large = EntryBody::TransactionCompleted(Box::new(large));
    device
        .push(books.epoch(), &books.entries[start..start + 10])
        .await;
    device
        .push(books.epoch(), &books.entries[start + 10..])
        .await;
    let start = books.entries.len();
    books.append(&device, &large);
    books.sell(&device, 1);
    let reply = device
        .try_push(books.epoch(), &books.entries[start..])
        .await;
    reply.is_refused(RefusalCode::TooLarge);
    // One alone may be larger.
    device
        .push(books.epoch(), &books.entries[start..=start])
        .await;
}
