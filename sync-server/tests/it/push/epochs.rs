//! Restored and cloned registers: new epochs, each document once.

use domain::entry::kinds::EpochCause;
use domain::entry::{EntryKind, Head};
use protocol::{QuarantineReason, RefusalCode};

use crate::support::{Books, Device, TestServer};

#[tokio::test]
async fn documents_appended_again_in_a_new_epoch_count_once() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let mut books = Books::opened(&device);
    let common = books.head;
    books.sell(&device, 1);
    books.sell(&device, 1);
    device.push(books.epoch(), &books.entries).await;
    let mut restored = books.continued(&device, &common, EpochCause::Restored);
    restored.sell(&device, 1);
    // The backup's token was replaced long ago.
    device.ratchet = "00".repeat(16);
    let answer = device.push(restored.epoch(), &restored.entries).await;
    assert_eq!(answer.quarantined, []);
    let database = &server.database;
    assert_eq!(
        database.number("select count(*) from transactions").await,
        3
    );
    assert_eq!(
        database.number("select count(*) from register_heads").await,
        2
    );
    let entries = database.number("select count(*) from ledger_entries").await;
    let both = books.entries.len() + restored.entries.len();
    assert_eq!(usize::try_from(entries), Ok(both));
    let moved = "select sum(delta_thousandths)::bigint from stock_movements";
    assert_eq!(database.number(moved).await, 10_000 - 3_000);
    let alarms = "select kind || ' ' || detail from alarms";
    let told = "epoch_continued a new epoch because of restored";
    assert_eq!(database.texts(alarms).await, [told]);
}

#[tokio::test]
async fn a_new_epoch_that_continues_an_unknown_head_is_taken_with_an_alarm() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let mut books = Books::opened(&device);
    device.push(books.epoch(), &books.entries).await;
    books.sell(&device, 1);
    let unknown = books.head;
    books.sell(&device, 1);
    let cloned = books.continued(&device, &unknown, EpochCause::Cloned);
    device.push(cloned.epoch(), &cloned.entries).await;
    let alarms = "select kind from alarms order by kind";
    let told = ["epoch_continued", "epoch_unknown_head"];
    assert_eq!(server.database.texts(alarms).await, told);
    assert_eq!(
        server
            .database
            .number("select count(*) from transactions")
            .await,
        1
    );
}

#[tokio::test]
async fn an_epoch_begins_with_an_opening_that_names_the_registers_key() {
    let server = TestServer::quiet().await;
    let device = server.founded().await;
    let stranger = Device::new(&server.url(), device.organization_id);
    let mut without = Books::empty();
    without.sell(&device, 1);
    let reply = device.try_push(without.epoch(), &without.entries).await;
    reply.is_refused(RefusalCode::Tamper);
    let mut foreign = Books::empty();
    foreign.open_register(&stranger, None);
    let mut entry = foreign.entries[0].clone();
    entry.header.register_id = device.register_id;
    entry.hash = entry.header.hash(&entry.body);
    entry.signature = device.key.sign(&entry.hash);
    let reply = device.try_push(foreign.epoch(), &[entry]).await;
    reply.is_refused(RefusalCode::Tamper);
    let stored = "select count(*) from ledger_entries";
    assert_eq!(server.database.number(stored).await, 0);
}

#[tokio::test]
async fn a_first_push_with_a_token_of_nobody_is_refused() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let books = Books::opened(&device);
    device.ratchet = "11".repeat(16);
    let refusal = device
        .try_push(books.epoch(), &books.entries)
        .await
        .refusal();
    assert_eq!(refusal.code, RefusalCode::Ratchet);
    assert_eq!(refusal.head.unwrap().head(), Head::start(books.epoch()));
}

#[tokio::test]
async fn one_id_for_two_documents_is_kept_aside_with_an_alarm() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let mut books = Books::opened(&device);
    let first = books.sell(&device, 1);
    device.push(books.epoch(), &books.entries).await;
    let other = serde_json::to_vec(&books.sale(2)).unwrap();
    let kind = EntryKind::TransactionCompleted;
    let again = books.append_as(&device, first.header.entry_id, kind, 1, other);
    let answer = device.push(books.epoch(), &[again]).await;
    assert_eq!(answer.quarantined[0].reason, QuarantineReason::BodyInvalid);
    assert_eq!(
        server
            .database
            .number("select count(*) from transactions")
            .await,
        1
    );
    let alarms = "select kind from alarms";
    assert_eq!(server.database.texts(alarms).await, ["document_differs"]);
}
