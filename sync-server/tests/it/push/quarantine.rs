//! A broken rule of business: the entry is stored and flagged, and the chain continues (Promise 5).

use domain::entry::{EntryBody, EntryKind};
use protocol::{PushAnswer, QuarantineReason};
use uuid::Uuid;

use crate::support::{Books, Device, TestServer};

/// Pushes the rest of the log and returns why each entry is quarantined.
async fn reasons(device: &mut Device, books: &Books, from: usize) -> Vec<QuarantineReason> {
    let answer = device.push(books.epoch(), &books.entries[from..]).await;
    answer.quarantined.iter().map(|one| one.reason).collect()
}

async fn opened(server: &TestServer) -> (Device, Books, usize) {
    let mut device = server.founded().await;
    let books = Books::opened(&device);
    device.push(books.epoch(), &books.entries).await;
    let from = books.entries.len();
    (device, books, from)
}

#[tokio::test]
async fn an_unknown_kind_and_an_unknown_version_are_kept_for_later() {
    let server = TestServer::quiet().await;
    let (mut device, mut books, from) = opened(&server).await;
    let kind = EntryKind::from_code("loyalty_granted");
    books.append_raw(&device, kind, 1, br#"{"points":3}"#.to_vec());
    books.append_raw(&device, EntryKind::StockMoved, 2, b"{}".to_vec());
    books.sell(&device, 1);
    let found = reasons(&mut device, &books, from).await;
    assert_eq!(found, [QuarantineReason::UnknownKind; 2]);
    let sales = "select count(*) from transactions";
    assert_eq!(server.database.number(sales).await, 1);
    let kept =
        "select convert_from(body, 'UTF8') from ledger_entries where kind = 'loyalty_granted'";
    assert_eq!(server.database.texts(kept).await, [r#"{"points":3}"#]);
}

#[tokio::test]
async fn what_cannot_be_read_or_does_not_add_up_is_quarantined() {
    let server = TestServer::quiet().await;
    let (mut device, mut books, from) = opened(&server).await;
    let sold = EntryKind::TransactionCompleted;
    books.append_raw(&device, sold.clone(), 1, b"no json".to_vec());
    let mut short = serde_json::to_value(books.sale(1)).unwrap();
    short["net_amount_cents"] = 1.into();
    books.append_raw(
        &device,
        sold.clone(),
        1,
        serde_json::to_vec(&short).unwrap(),
    );
    let mut nul = serde_json::to_value(books.sale(1)).unwrap();
    nul["items"][0]["product_name"] = "Ko\0pi".into();
    books.append_raw(&device, sold.clone(), 1, serde_json::to_vec(&nul).unwrap());
    let mut early = serde_json::to_value(books.sale(1)).unwrap();
    early["business_date"] = "-7000-01-01".into();
    books.append_raw(
        &device,
        sold.clone(),
        1,
        serde_json::to_vec(&early).unwrap(),
    );
    let mut huge = serde_json::to_value(books.sale(1)).unwrap();
    huge["receipt_seq"] = u64::MAX.into();
    books.append_raw(&device, sold, 1, serde_json::to_vec(&huge).unwrap());
    books.open_register(&device, None);
    books.sell(&device, 1);
    let invalid = QuarantineReason::BodyInvalid;
    let found = reasons(&mut device, &books, from).await;
    let money = QuarantineReason::MoneyDoesNotAddUp;
    assert_eq!(found, [invalid, money, invalid, invalid, invalid, invalid]);
    let sales = "select count(*) from transactions";
    assert_eq!(server.database.number(sales).await, 1);
    let counted = "select count(*) from quarantine where projected";
    assert_eq!(server.database.number(counted).await, 0);
}

#[tokio::test]
async fn a_sale_by_somebody_unknown_or_in_no_open_shift_counts_and_is_flagged() {
    let server = TestServer::quiet().await;
    let (mut device, mut books, from) = opened(&server).await;
    let mut stranger = books.sale(1);
    stranger.cashier_id = Uuid::now_v7();
    books.append(
        &device,
        &EntryBody::TransactionCompleted(Box::new(stranger)),
    );
    let mut nowhere = books.sale(1);
    nowhere.shift_id = Uuid::now_v7();
    books.append(&device, &EntryBody::TransactionCompleted(Box::new(nowhere)));
    let found = reasons(&mut device, &books, from).await;
    assert_eq!(found, [QuarantineReason::ReferenceUnknown; 2]);
    let sales = "select count(*) from transactions";
    assert_eq!(server.database.number(sales).await, 2);
    let counted = "select count(*) from quarantine where projected";
    assert_eq!(server.database.number(counted).await, 2);
}

#[tokio::test]
async fn a_receipt_number_given_twice_is_flagged_and_counts() {
    let server = TestServer::quiet().await;
    let (mut device, mut books, from) = opened(&server).await;
    books.sell(&device, 1);
    books.receipt_seq -= 1;
    books.sell(&device, 1);
    let found = reasons(&mut device, &books, from).await;
    assert_eq!(found, [QuarantineReason::ReceiptNumberRepeated]);
    let from = books.entries.len();
    books.receipt_seq -= 1;
    books.sell(&device, 1);
    let found = reasons(&mut device, &books, from).await;
    assert_eq!(found, [QuarantineReason::ReceiptNumberRepeated]);
    let sales = "select count(*) from transactions";
    assert_eq!(server.database.number(sales).await, 3);
}

#[tokio::test]
async fn more_refunded_than_sold_is_flagged_within_a_push_and_across_registers() {
    let server = TestServer::quiet().await;
    let (mut device, mut books, from) = opened(&server).await;
    let sale = books.sale(3);
    books.append(
        &device,
        &EntryBody::TransactionCompleted(Box::new(sale.clone())),
    );
    for pieces in [2, 1] {
        let refund = books.refund(pieces, sale.transaction_id);
        books.append(&device, &EntryBody::TransactionCompleted(Box::new(refund)));
    }
    assert_eq!(reasons(&mut device, &books, from).await, []);
    let mut second = server.joined(&device).await;
    let mut others = Books::empty();
    others.user_id = books.user_id;
    others.goods = books.goods;
    others.open_register(&second, None);
    others.open_shift(&second);
    let refund = others.refund(1, sale.transaction_id);
    others.append(&second, &EntryBody::TransactionCompleted(Box::new(refund)));
    let unknown = others.refund(1, Uuid::now_v7());
    others.append(&second, &EntryBody::TransactionCompleted(Box::new(unknown)));
    let found = reasons(&mut second, &others, 0).await;
    let twice = QuarantineReason::RefundedTwice;
    assert_eq!(found, [twice, QuarantineReason::ReferenceUnknown]);
}

#[tokio::test]
async fn a_replay_names_again_what_stood_aside() {
    let server = TestServer::quiet().await;
    let (device, mut books, from) = opened(&server).await;
    let kind = EntryKind::from_code("loyalty_granted");
    books.append_raw(&device, kind, 1, b"{}".to_vec());
    let entries = &books.entries[from..];
    let first: PushAnswer = device.try_push(books.epoch(), entries).await.ok();
    let second: PushAnswer = device.try_push(books.epoch(), entries).await.ok();
    assert_eq!(second.quarantined, first.quarantined);
    assert_eq!(second.quarantined.len(), 1);
}

#[tokio::test]
async fn a_revoked_register_drains_its_log_into_quarantine() {
    let server = TestServer::quiet().await;
    let (mut device, mut books, from) = opened(&server).await;
    server
        .database
        .change("update registers set status = 'revoked'")
        .await;
    books.sell(&device, 1);
    books.stock_product(&device, Uuid::now_v7(), 1_000);
    let found = reasons(&mut device, &books, from).await;
    assert_eq!(found, [QuarantineReason::RegisterRevoked; 2]);
    let stored = "select count(*) from ledger_entries";
    let stored = usize::try_from(server.database.number(stored).await);
    assert_eq!(stored, Ok(books.entries.len()));
    assert_eq!(
        server
            .database
            .number("select count(*) from transactions")
            .await,
        0
    );
    assert_eq!(
        server
            .database
            .number("select count(*) from products")
            .await,
        1
    );
}
