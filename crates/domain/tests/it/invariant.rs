//! The checker: a good log passes, and each broken promise is named.

use domain::entry::kinds::CashMoveKind;
use domain::entry::{Entry, EntryError, Head};
use domain::invariant::{Breach, Checker, Violation};
use domain::stock::{StockMovement, StockReason};

use crate::shop::{Log, cash_moved, day, id, refund, sale, shift_opened, transaction};

fn check(entries: &[Entry]) -> Result<Checker, Violation> {
    let mut checker = Checker::new();
    for entry in entries {
        checker.push(entry)?;
    }
    Ok(checker)
}

fn broken(log: &Log) -> Violation {
    check(&log.entries).unwrap_err()
}

#[test]
fn a_whole_day_passes() {
    let log = day();
    let checker = check(&log.entries).unwrap();
    assert_eq!(checker.head().copied(), log.entries.last().map(Entry::head));
    assert_eq!(checker.last_receipt_seq(), 3);
    assert!(checker.open_shift().is_none());
    assert_eq!(checker.stock().level_thousandths(id(0x101)), -2_000);
}

#[test]
fn a_missing_entry_breaks_the_chain_at_the_one_after_it() {
    let mut log = day();
    log.entries.remove(3);
    let violation = broken(&log);
    assert_eq!((violation.promise, violation.seq), (3, 5));
    let gap = EntryError::SeqNotNext {
        expected: 4,
        found: 5,
    };
    assert!(matches!(violation.what, Breach::Chain(error) if error == gap));
}

#[test]
fn a_changed_body_breaks_the_chain_at_its_own_entry() {
    let mut log = day();
    let body = String::from_utf8(log.entries[3].body.clone()).unwrap();
    log.entries[3].body = body.replace("1500000", "1400000").into_bytes();
    let violation = broken(&log);
    assert_eq!((violation.promise, violation.seq), (3, 4));
    assert!(matches!(
        violation.what,
        Breach::Chain(EntryError::HashDiffers)
    ));
}

#[test]
fn a_log_begins_with_the_register_and_names_it_once() {
    let log = day();
    let headless = check(&log.entries[1..]).unwrap_err();
    assert!(matches!(headless.what, Breach::EpochWithoutOpening));
    let mut twice = Log::opened();
    twice.append(&crate::shop::register_opened());
    assert!(matches!(broken(&twice).what, Breach::OpeningInsideEpoch));
}

#[test]
fn an_epoch_continues_the_head_before_it_and_its_receipts_begin_again() {
    let mut log = day();
    let head = log.entries.last().unwrap().head();
    log.begin_epoch(id(0xcc), head);
    let mut first = sale(1);
    first.receipt_number = "A1.2-000001".to_owned();
    log.append(&shift_opened(0));
    log.append(&transaction(first));
    assert_eq!(check(&log.entries).unwrap().last_receipt_seq(), 1);

    let mut same = day();
    same.begin_epoch(id(0xcc), head);
    same.append(&shift_opened(0));
    same.append(&transaction(sale(1)));
    let violation = broken(&same);
    assert_eq!((violation.promise, violation.seq), (8, 3));

    let mut stray = day();
    let unknown = Head {
        seq: head.seq + 1,
        ..head
    };
    stray.begin_epoch(id(0xcc), unknown);
    let violation = broken(&stray);
    assert_eq!((violation.promise, violation.epoch), (3, id(0xcc)));
    assert!(matches!(
        violation.what,
        Breach::EpochContinuesOtherHead { .. }
    ));
}

/// A day whose last two documents may be missing at the server, and a new epoch that continues
/// before them.
fn restored() -> (Log, Vec<Entry>) {
    let mut log = day();
    let common = log.entries.len() - 2;
    let after = log.entries[common..].to_vec();
    let head = log.entries[common - 1].head();
    log.begin_epoch(id(0xcc), head);
    (log, after)
}

#[test]
fn an_epoch_repeats_what_its_server_may_not_have_and_nothing_counts_twice() {
    let (mut log, after) = restored();
    let unfinished = check(&log.entries).unwrap().finish().unwrap_err();
    assert!(matches!(unfinished.what, Breach::DocumentNotRepeated));
    for entry in &after {
        log.append_again(entry);
    }
    let checker = check(&log.entries).unwrap();
    checker.finish().unwrap();
    assert_eq!(checker.stock().level_thousandths(id(0x101)), -2_000);
    assert_eq!(checker.last_receipt_seq(), 0);
    // A third epoch continues the same head: the documents that the second one repeated are owed
    // once.
    let common = log.entries.len() - 2 * after.len() - 2;
    let head = log.entries[common].head();
    log.begin_epoch(id(0xdd), head);
    for entry in &after {
        log.append_again(entry);
    }
    check(&log.entries).unwrap().finish().unwrap();
}

#[test]
fn a_document_that_is_repeated_wrongly_is_named() {
    for wrong in [1, 0] {
        let (mut log, after) = restored();
        log.append_again(&after[wrong]);
        if wrong == 0 {
            let mut changed = after[1].clone();
            changed.header.entry_id = id(0xbad);
            log.append_again(&changed);
        }
        let violation = broken(&log);
        let seq = if wrong == 1 { 2 } else { 3 };
        assert_eq!((violation.promise, violation.seq), (3, seq));
        assert!(matches!(violation.what, Breach::DocumentNotRepeated));
    }
}

#[test]
fn a_hole_in_the_receipt_numbers_is_found() {
    let mut log = Log::opened();
    log.append(&shift_opened(0));
    log.append(&transaction(sale(1)));
    log.append(&transaction(sale(3)));
    let violation = broken(&log);
    assert_eq!((violation.promise, violation.seq), (8, 4));
    assert!(matches!(
        violation.what,
        Breach::ReceiptNotNext {
            expected: 2,
            found: 3
        }
    ));
}

#[test]
fn a_printed_number_of_another_seq_or_prefix_is_found() {
    let mut log = Log::opened();
    log.append(&shift_opened(0));
    log.append(&transaction(sale(1)));
    let mut other = sale(2);
    other.receipt_number = "B1-000002".to_owned();
    log.append(&transaction(other));
    let violation = broken(&log);
    assert_eq!(violation.promise, 8);
    assert!(matches!(
        violation.what,
        Breach::ReceiptNumberDiffers { .. }
    ));
}

#[test]
fn money_moves_only_inside_the_open_shift() {
    let mut unopened = Log::opened();
    unopened.append(&transaction(sale(1)));
    assert!(matches!(broken(&unopened).what, Breach::OutsideShift));
    let mut closed = day();
    closed.append(&cash_moved(CashMoveKind::PaidIn, 1));
    assert!(matches!(broken(&closed).what, Breach::OutsideShift));
    let mut twice = Log::opened();
    twice.append(&shift_opened(0));
    twice.append(&shift_opened(0));
    let violation = broken(&twice);
    assert_eq!(violation.promise, 6);
    assert!(matches!(violation.what, Breach::ShiftOpenedTwice));
}

#[test]
fn a_closing_report_that_forgets_a_sale_is_found() {
    let mut reported = domain::shift_totals::ShiftTotals::default();
    let mut log = Log::opened();
    for body in [
        shift_opened(5_000),
        transaction(sale(1)),
        transaction(refund(2)),
    ] {
        log.append(&body);
    }
    reported.apply(&shift_opened(5_000)).unwrap();
    log.append(&crate::shop::shift_closed(
        &reported,
        crate::fixtures::cents(5_000),
    ));
    let violation = broken(&log);
    assert_eq!((violation.promise, violation.seq), (6, 5));
    assert!(matches!(violation.what, Breach::ReportDiffers));
}

#[test]
fn a_stock_movement_of_nothing_is_found() {
    let mut log = Log::opened();
    let nothing = StockMovement {
        product_id: id(1),
        delta_thousandths: 0,
        reason: StockReason::Counted,
    };
    log.append(&domain::entry::EntryBody::StockMoved(
        domain::entry::kinds::StockMoved {
            user_id: id(2),
            reason: StockReason::Counted,
            note: String::new(),
            movements: vec![nothing],
        },
    ));
    let violation = broken(&log);
    assert_eq!(violation.promise, 7);
    assert!(
        violation
            .to_string()
            .starts_with("promise 7 is broken at seq 2")
    );
}

#[test]
fn an_entry_of_another_register_is_found() {
    let mut log = day();
    log.entries[2].header.register_id = id(0xbad);
    assert!(matches!(broken(&log).what, Breach::ForeignEntry));
}
