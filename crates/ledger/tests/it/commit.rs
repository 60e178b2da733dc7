//! Appending: the chain, the numbers, and atomicity.

use domain::cart::TransactionKind;
use domain::entry::kinds::{CashMoveKind, CashMoved, ShiftClosed, ShiftOpened};
use domain::entry::{ClockReading, Entry, EntryBody, EntryHeader, EntryKind, Head, seal};
use ledger::{Ledger, LedgerError};

use crate::open::raw_connection;
use crate::shop::{NOW, QUIET, Shop, append, cents, day, id, products, register_key};

#[test]
fn entries_form_a_signed_chain_from_seq_one() {
    let shop = Shop::open(QUIET);
    for _ in 0..5 {
        shop.sell(&products(2));
    }
    let mut head = Head::start(shop.ledger.identity().epoch);
    let entries = shop.ledger.entries_after(0, 100).unwrap();
    assert_eq!(entries.len(), 8);
    for stored in &entries {
        head = stored
            .entry
            .verify(&head, &register_key().public())
            .unwrap();
    }
    assert_eq!(head, shop.ledger.head().unwrap());
}

#[test]
fn a_refused_commit_leaves_nothing() {
    let shop = Shop::open(QUIET);
    let before = shop.ledger.head().unwrap();
    let refused: Result<(), LedgerError> = shop.ledger.commit(|commit| {
        let body = shop.paid(commit, &products(2), TransactionKind::Sale);
        let body = EntryBody::TransactionCompleted(Box::new(body));
        commit.append(id(), &body, NOW, &register_key())?;
        Err(LedgerError::HeadMoved)
    });
    assert!(refused.is_err());
    assert_eq!(shop.ledger.head().unwrap(), before);
    assert!(shop.ledger.transactions(None, 10).unwrap().rows.is_empty());
    assert_eq!(
        shop.ledger
            .commit(|commit| commit.next_receipt_seq())
            .unwrap(),
        1
    );
}

#[test]
fn receipt_numbers_have_no_hole_and_no_other_number_is_taken() {
    let shop = Shop::open(QUIET);
    let goods = products(1);
    for expected in 1..=3 {
        assert_eq!(
            shop.ledger
                .commit(|commit| commit.next_receipt_seq())
                .unwrap(),
            expected
        );
        shop.sell(&goods);
    }
    let refused: Result<(), LedgerError> = shop.ledger.commit(|commit| {
        let mut body = shop.paid(commit, &goods, TransactionKind::Sale);
        body.receipt_seq = 9;
        let body = EntryBody::TransactionCompleted(Box::new(body));
        commit.append(id(), &body, NOW, &register_key())?;
        Ok(())
    });
    assert!(matches!(
        refused,
        Err(LedgerError::ReceiptOutOfOrder {
            given: 9,
            expected: 4
        })
    ));
}

#[test]
fn a_command_id_is_appended_once() {
    let shop = Shop::open(QUIET);
    let command_id = id();
    let moved = EntryBody::CashMoved(CashMoved {
        shift_id: shop.shift_id,
        user_id: shop.cashier_id,
        kind: CashMoveKind::PaidIn,
        amount_cents: cents(5_000_000),
        reason: "uang kecil".to_owned(),
        approval: None,
    });
    let first = append(&shop.ledger, command_id, &moved).unwrap();
    let again = append(&shop.ledger, command_id, &moved);
    assert!(
        matches!(again, Err(LedgerError::DuplicateEntry { entry_id }) if entry_id == command_id)
    );
    let found = shop.ledger.entry_by_id(command_id).unwrap().unwrap();
    assert_eq!(found.entry.hash, first.hash);
    assert_eq!(shop.ledger.head().unwrap().seq, first.seq);
}

#[test]
fn a_transaction_whose_sums_are_wrong_is_refused() {
    let shop = Shop::open(QUIET);
    let refused: Result<(), LedgerError> = shop.ledger.commit(|commit| {
        let mut body = shop.paid(commit, &products(2), TransactionKind::Sale);
        body.net_amount_cents = cents(1);
        let body = EntryBody::TransactionCompleted(Box::new(body));
        commit.append(id(), &body, NOW, &register_key())?;
        Ok(())
    });
    assert!(matches!(refused, Err(LedgerError::Body(_))), "{refused:?}");
}

#[test]
fn sales_need_an_open_shift_and_one_is_open_at_a_time() {
    let shop = Shop::open(QUIET);
    let second = EntryBody::ShiftOpened(ShiftOpened {
        shift_id: id(),
        number: 2,
        user_id: shop.cashier_id,
        float_cents: cents(0),
        denominations: Vec::new(),
        business_date: day(),
    });
    let refused = append(&shop.ledger, id(), &second);
    assert!(
        matches!(refused, Err(LedgerError::ShiftStillOpen { shift_id }) if shift_id == shop.shift_id)
    );

    close_shift(&shop);
    let refused = shop.ring_up(&products(1), TransactionKind::Sale);
    assert!(matches!(refused, Err(LedgerError::ShiftNotOpen { .. })));
    append(&shop.ledger, id(), &second).unwrap();
    assert_eq!(shop.ledger.shift_open().unwrap().unwrap().number, 2);
}

#[test]
fn the_shift_sums_its_entries() {
    let shop = Shop::open(QUIET);
    let goods = products(2);
    shop.sell(&goods);
    shop.sell(&goods);
    shop.ring_up(&goods, TransactionKind::Refund).unwrap();
    let shift = shop.ledger.shift_open().unwrap().unwrap();
    let report = shift.totals.report().unwrap();
    assert_eq!((report.sales_count, report.refund_count), (2, 1));
    assert_eq!(report.net_amount_cents, cents(700_000));
    assert_eq!(shift.totals.expected_drawer_cents(), cents(20_700_000));

    close_shift(&shop);
    let shift = shop.ledger.shift_last().unwrap().unwrap();
    let closing = shift.closing.unwrap();
    assert_eq!(closing.counted_cents, cents(20_700_000));
    assert_eq!(closing.report, report);
    assert!(shop.ledger.shift_open().unwrap().is_none());
}

#[test]
fn the_list_pages_from_the_newest_back() {
    let shop = Shop::open(QUIET);
    let goods = products(1);
    let sold: Vec<_> = (0..7).map(|_| shop.sell(&goods)).collect();
    let mut listed = Vec::new();
    let mut before = None;
    loop {
        let page = shop.ledger.transactions(before, 3).unwrap();
        listed.extend(page.rows.iter().map(|row| row.transaction_id));
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    listed.reverse();
    assert_eq!(listed, sold);
    let found = shop.ledger.transactions_by_receipt("A1-00000", 2).unwrap();
    let numbers: Vec<_> = found
        .iter()
        .map(|row| row.receipt_number.as_str())
        .collect();
    assert_eq!(numbers, ["A1-000007", "A1-000006"]);
    let one = shop
        .ledger
        .transaction_by_receipt("A1-000003")
        .unwrap()
        .unwrap();
    assert_eq!(one.row.transaction_id, sold[2]);
}

#[test]
fn sales_of_many_threads_make_one_chain() {
    let shop = Shop::open(ledger::OpenOptions::default());
    let goods = products(2);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..10).for_each(|_| _ = shop.sell(&goods)));
        }
    });
    assert_eq!(chain_length(&shop.ledger), 43);
}

#[test]
fn a_day_sums_its_transactions() {
    let shop = Shop::open(QUIET);
    let goods = products(2);
    assert_eq!(shop.ledger.day_totals(day()).unwrap(), None);
    shop.sell(&goods);
    shop.ring_up(&goods[..1], TransactionKind::Refund).unwrap();
    let report = shop
        .ledger
        .day_totals(day())
        .unwrap()
        .unwrap()
        .report()
        .unwrap();
    assert_eq!((report.sales_count, report.refund_count), (1, 1));
    assert_eq!(report.net_amount_cents, cents(350_000));
    assert_eq!(shop.ledger.days(10).unwrap(), [day()]);
    assert_eq!(shop.ledger.stock_level(goods[0].product_id).unwrap(), 0);
    assert_eq!(
        shop.ledger.stock_level(goods[1].product_id).unwrap(),
        -1_000
    );
}

#[test]
fn an_entry_of_a_newer_program_is_kept_raw_and_the_log_goes_on() {
    let shop = Shop::open(QUIET);
    let goods = products(1);
    shop.sell(&goods);
    let identity = shop.ledger.identity();
    let head = shop.ledger.head().unwrap();
    let header = EntryHeader {
        organization_id: identity.organization_id,
        register_id: identity.register_id,
        epoch: head.epoch,
        seq: head.seq + 1,
        entry_id: id(),
        kind: EntryKind::from_code("gift_card_sold"),
        version: 1,
        recorded_at_ms: NOW.recorded_at_ms,
        clock: ClockReading {
            utc_offset_minutes: 420,
            suspect: false,
        },
        prev_hash: head.hash,
    };
    let newer = seal(header, b"{\"unheard\":\"of\"}".to_vec(), &register_key()).unwrap();
    let path = shop.path.clone();
    let shop = shop.reopen_after(QUIET, || insert_behind_the_back(&path, &newer));
    shop.sell(&goods);
    let kept = shop
        .ledger
        .entry_by_id(newer.header.entry_id)
        .unwrap()
        .unwrap();
    assert_eq!(kept.entry, newer);
    let found = shop.ledger.verify(None, &mut |_| {}).unwrap();
    assert!(found.error.is_none(), "{:?}", found.error);
    assert_eq!(found.entries, 6);
}

/// Inserts an entry as a newer program would write it.
fn insert_behind_the_back(path: &std::path::Path, entry: &Entry) {
    let header = &entry.header;
    raw_connection(path)
        .execute(
            "INSERT INTO entries SELECT position + 1, organization_id, register_id, epoch, seq + 1,
                 ?1, ?2, 1, ?3, 420, 0, hash, ?4, ?5, ?6
             FROM entries ORDER BY position DESC LIMIT 1",
            (
                header.entry_id,
                header.kind.as_str(),
                header.recorded_at_ms,
                entry.hash.0,
                entry.signature,
                &entry.body,
            ),
        )
        .unwrap();
}

fn chain_length(ledger: &Ledger) -> u64 {
    let start = Head::start(ledger.identity().epoch);
    let entries = ledger.entries_after(0, 1000).unwrap();
    let end = entries.iter().fold(start, |head, stored| {
        stored
            .entry
            .verify(&head, &register_key().public())
            .unwrap()
    });
    end.seq
}

fn close_shift(shop: &Shop) {
    let shift = shop.ledger.shift_open().unwrap().unwrap();
    let expected = shift.totals.expected_drawer_cents();
    let closed = EntryBody::ShiftClosed(Box::new(ShiftClosed {
        shift_id: shop.shift_id,
        user_id: shop.cashier_id,
        counted_cents: expected,
        expected_cents: expected,
        difference_cents: cents(0),
        denominations: Vec::new(),
        note: String::new(),
        report: shift.totals.report().unwrap(),
        approval: None,
    }));
    append(&shop.ledger, id(), &closed).unwrap();
}
