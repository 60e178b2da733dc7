//! The content of entries in tables.

use domain::cart::TransactionKind;
use domain::entry::EntryBody;
use domain::entry::kinds::{CashMoveKind, CashMoved, ShiftClosed};
use domain::money::Cents;
use domain::shift_totals::ShiftTotals;

use crate::support::{Books, TestServer};

#[tokio::test]
async fn a_day_of_trade_stands_in_the_tables() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let mut books = Books::opened(&device);
    let sale = books.sale(3);
    books.append(
        &device,
        &EntryBody::TransactionCompleted(Box::new(sale.clone())),
    );
    let refund = books.refund(1, sale.transaction_id);
    assert_eq!(refund.kind, TransactionKind::Refund);
    books.append(&device, &EntryBody::TransactionCompleted(Box::new(refund)));
    let paid_out = CashMoved {
        shift_id: books.shift_id,
        user_id: books.user_id,
        kind: CashMoveKind::PaidOut,
        amount_cents: Cents::new(100_000).unwrap(),
        reason: "Es batu".to_owned(),
        approval: None,
    };
    books.append(&device, &EntryBody::CashMoved(paid_out));
    books.receive(&device, 24);
    let closed = closing(&books);
    books.append(&device, &closed);
    let answer = device.push(books.epoch(), &books.entries).await;
    assert_eq!(answer.quarantined, []);

    let database = &server.database;
    let sums = "select sum(net_amount_cents)::bigint from transactions";
    assert_eq!(database.number(sums).await, 2 * 350_000);
    let paid = "select sum(amount_cents)::bigint from payments";
    assert_eq!(database.number(paid).await, 2 * 350_000);
    let sold = "select sum(quantity)::bigint from transaction_items i join transactions t using (organization_id, transaction_id) where t.kind = 'sale'";
    assert_eq!(database.number(sold).await, 3_000);
    let methods = "select kind || ' ' || payment_method || ' ' || payment_status from transactions order by kind desc";
    assert_eq!(
        database.texts(methods).await,
        ["sale cash paid", "refund cash paid"]
    );
    let cash = "select kind || ' ' || amount_cents || ' ' || reason from cash_movements";
    assert_eq!(database.texts(cash).await, ["paid_out 100000 Es batu"]);
    let adjusted = "select reason || ' ' || quantity || ' ' || note from inventory_adjustments";
    assert_eq!(database.texts(adjusted).await, ["received 24000 Kiriman"]);
    let moved = "select sum(delta_thousandths)::bigint from stock_movements";
    assert_eq!(
        database.number(moved).await,
        10_000 - 3_000 + 1_000 + 24_000
    );
    let shift = "select float_cents || ' ' || counted_cents || ' ' || difference_cents from shifts";
    assert_eq!(database.texts(shift).await, ["20000000 20600000 0"]);
}

/// The shift's own closing, counted to the cent.
fn closing(books: &Books) -> EntryBody {
    let mut totals = ShiftTotals::default();
    for entry in &books.entries {
        let header = &entry.header;
        let body = EntryBody::decode(&header.kind, header.version, &entry.body).unwrap();
        totals.apply(&body).unwrap();
    }
    let report = totals.report().unwrap();
    let expected_cents = report.expected_drawer_cents().unwrap();
    EntryBody::ShiftClosed(Box::new(ShiftClosed {
        shift_id: books.shift_id,
        user_id: books.user_id,
        counted_cents: expected_cents,
        expected_cents,
        difference_cents: Cents::ZERO,
        denominations: Vec::new(),
        note: String::new(),
        report,
        approval: None,
    }))
}
