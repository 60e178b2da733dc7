//! A ledger that was restored from a backup, or ran on two machines, continues in a new epoch.

use std::path::Path;

use domain::cart::TransactionKind;
use domain::entry::kinds::EpochCause;
use domain::entry::{EntryBody, Head};
use domain::invariant::Breach;
use ledger::{
    EpochOpened, EpochOpening, Ledger, LedgerError, Overwrite, Verification, VerifyError,
    verify_export,
};
use uuid::Uuid;

use super::server::{acknowledge_all, answer, edit, enrolled, enrolment, price, product_row, pull};
use crate::open::raw_connection;
use crate::shop::{NOW, QUIET, Shop, id, ledger_key, product, products, register_key};

fn reopen_epoch(ledger: &Ledger, previous: Head) -> Result<EpochOpened, LedgerError> {
    ledger.epoch_open(&EpochOpening {
        epoch: id(),
        entry_id: id(),
        cause: EpochCause::Restored,
        previous,
        now: NOW,
        key: &register_key(),
    })
}

fn head_at(ledger: &Ledger, seq: u64) -> Head {
    let epoch = ledger.identity().epoch;
    let hash = ledger.hash_at(epoch, seq).unwrap().unwrap();
    Head { epoch, seq, hash }
}

fn verify(ledger: &Ledger) -> Verification {
    let key = register_key().public();
    ledger.verify(Some(&key), &mut |_| {}).unwrap()
}

fn sound(ledger: &Ledger) {
    let found = verify(ledger);
    assert!(found.error.is_none(), "{:?}", found.error);
}

/// Sells with the receipt numbers of the second epoch.
fn sell_anew(shop: &Shop, goods: &[domain::catalog::Product]) -> Result<u64, LedgerError> {
    shop.ledger.commit(|commit| {
        let mut body = shop.paid(commit, goods, TransactionKind::Sale);
        body.receipt_number = format!("A1.2-{:06}", body.receipt_seq);
        let receipt_seq = body.receipt_seq;
        let body = EntryBody::TransactionCompleted(Box::new(body));
        commit.append(id(), &body, NOW, &register_key())?;
        Ok(receipt_seq)
    })
}

/// A shop with seven sales, of which the server has the first three.
fn half_sent() -> (Shop, Vec<domain::catalog::Product>) {
    let shop = Shop::open(QUIET);
    let goods = products(3);
    shop.add_products(&goods, 50_000);
    shop.ledger.enrol(&enrolment(), "00").unwrap();
    (0..7).for_each(|_| _ = shop.sell(&goods));
    shop.ledger
        .acknowledge(&answer(&shop.ledger, 7, 1))
        .unwrap();
    (shop, goods)
}

#[test]
fn documents_after_the_common_head_are_appended_again_and_count_once() {
    let (shop, goods) = half_sent();
    let drawer = |shop: &Shop| {
        let shift = shop.ledger.shift_open().unwrap().unwrap();
        shift.totals.expected_drawer_cents().value()
    };
    let before = drawer(&shop);
    let old = shop.ledger.identity().epoch;
    let opened = reopen_epoch(&shop.ledger, head_at(&shop.ledger, 7)).unwrap();
    assert_eq!((opened.replayed, opened.head.seq), (4, 5));
    assert_eq!(shop.ledger.head().unwrap(), opened.head);
    assert_ne!(shop.ledger.identity().epoch, old);

    let shop = shop.reopen(QUIET);
    let epoch = shop.ledger.identity().epoch;
    assert_eq!(epoch, opened.head.epoch);
    let again = shop.ledger.push_batch(epoch, 2, 9, usize::MAX).unwrap();
    let first = shop.ledger.push_batch(old, 8, 9, usize::MAX).unwrap();
    assert_eq!(again.len(), 4);
    for (again, first) in again.iter().zip(&first) {
        assert_eq!(again.header.entry_id, first.header.entry_id);
        assert_eq!(again.body, first.body);
        assert_eq!(again.header.recorded_at_ms, first.header.recorded_at_ms);
        assert_ne!(again.hash, first.hash);
    }
    let command = first[0].header.entry_id;
    let found = shop.ledger.entry_by_id(command).unwrap().unwrap();
    assert_eq!(found.entry.header.epoch, old, "the first stands for both");

    assert_eq!(drawer(&shop), before);
    assert_eq!(
        shop.ledger.stock_level(goods[0].product_id).unwrap(),
        43_000
    );
    assert_eq!(shop.ledger.transactions(None, 99).unwrap().rows.len(), 7);
    assert_eq!(shop.ledger.earlier_epochs().unwrap(), 1);
    let waiting = shop.ledger.pending_entries().unwrap();
    assert_eq!((waiting.entries, waiting.transactions), (5, 4));
    assert_eq!(sell_anew(&shop, &goods).unwrap(), 1);
    assert_eq!(sell_anew(&shop, &goods).unwrap(), 2);
    assert_eq!(shop.ledger.pending_entries().unwrap().transactions, 6);
    sound(&shop.ledger);
    shop.ledger.rebuild().unwrap();
    assert_eq!(
        shop.ledger.stock_level(goods[0].product_id).unwrap(),
        41_000
    );
    sound(&shop.ledger);

    let state = shop.ledger.sync_state().unwrap();
    assert_eq!(state.confirmed_seq, 0);
    assert_eq!(state.acknowledged.unwrap().epoch, old);
    shop.ledger
        .acknowledge(&answer(&shop.ledger, 3, 1))
        .unwrap();
    let waiting = shop.ledger.pending_entries().unwrap();
    assert_eq!((waiting.entries, waiting.transactions), (4, 4));
    acknowledge_all(&shop.ledger, 1);
    assert_eq!(shop.ledger.pending_entries().unwrap().entries, 0);
    let rows = shop.ledger.epochs().unwrap();
    assert_eq!((rows[0].last_seq, rows[1].last_seq), (11, 7));
    let previous = rows[1].previous.unwrap();
    assert_eq!((previous.epoch, previous.seq), (old, 7));
    assert_eq!(rows[0].previous, None);
    let state = shop.ledger.sync_state().unwrap();
    assert_eq!(state.acknowledged.unwrap().epoch, epoch);
}

#[test]
fn a_third_epoch_repeats_once_what_the_second_repeated() {
    let (shop, goods) = half_sent();
    let common = head_at(&shop.ledger, 7);
    reopen_epoch(&shop.ledger, common).unwrap();
    sell_anew(&shop, &goods).unwrap();
    let opened = reopen_epoch(&shop.ledger, common).unwrap();
    assert_eq!(opened.replayed, 5);
    assert_eq!(shop.ledger.pending_entries().unwrap().transactions, 5);
    sound(&shop.ledger);
    let mut lines = Vec::new();
    shop.ledger.export(&mut lines).unwrap();
    let found = verify_export(lines.as_slice(), None, None, &mut |_| {}).unwrap();
    assert!(found.error.is_none(), "{:?}", found.error);
    let copy = shop.folder().join("copy.db");
    shop.ledger
        .backup(&copy, Overwrite::Never, &mut |_, _| {})
        .unwrap();
    let copy = Ledger::open(&copy, &ledger_key(), QUIET).unwrap();
    sound(&copy);
}

#[test]
fn an_epoch_may_continue_before_the_first_entry() {
    let shop = Shop::open(QUIET);
    shop.sell(&products(1));
    shop.ledger.enrol(&enrolment(), "00").unwrap();
    let start = Head::start(shop.ledger.identity().epoch);
    let opened = reopen_epoch(&shop.ledger, start).unwrap();
    assert_eq!(opened.replayed, 3);
    assert!(shop.ledger.sync_state().unwrap().feed_waits);
    acknowledge_all(&shop.ledger, 0);
    assert!(!shop.ledger.sync_state().unwrap().feed_waits);
    sound(&shop.ledger);
}

#[test]
fn a_head_that_is_not_in_the_ledger_is_refused_and_nothing_changes() {
    let (shop, goods) = half_sent();
    let head = shop.ledger.head().unwrap();
    for wrong in [
        Head { seq: 12, ..head },
        Head { seq: 10, ..head },
        Head {
            epoch: id(),
            ..head
        },
    ] {
        assert!(matches!(
            reopen_epoch(&shop.ledger, wrong),
            Err(LedgerError::EpochContinuesOther { .. })
        ));
    }
    assert_eq!(shop.ledger.head().unwrap(), head);
    shop.sell(&goods);
    sound(&shop.ledger);
}

#[test]
fn pending_changes_move_to_the_new_epoch() {
    let shop = enrolled(QUIET);
    let tea = product(1, "Teh");
    pull(&shop.ledger, &[product_row(1, &tea)], 1).unwrap();
    let common = shop.ledger.head().unwrap();
    edit(&shop.ledger, &tea, price(100));
    edit(&shop.ledger, &tea, price(200));
    reopen_epoch(&shop.ledger, common).unwrap();
    let price_here = || {
        let here = shop.ledger.product_by_id(tea.product_id).unwrap().unwrap();
        here.price_cents.unwrap().value()
    };
    assert_eq!(price_here(), 200);
    pull(&shop.ledger, &[product_row(2, &tea)], 2).unwrap();
    assert_eq!(price_here(), 200);
    acknowledge_all(&shop.ledger, 2);
    assert_eq!(price_here(), 350_000);
    sound(&shop.ledger);
}

/// Changes a multi-epoch file directly.
fn tampered(change: impl FnOnce(&Path, Uuid)) -> Verification {
    let (shop, _) = half_sent();
    reopen_epoch(&shop.ledger, head_at(&shop.ledger, 7)).unwrap();
    shop.ledger.catch_up().unwrap();
    let (path, epoch) = (shop.path.clone(), shop.ledger.identity().epoch);
    let shop = shop.reopen_after(QUIET, || change(&path, epoch));
    verify(&shop.ledger)
}

fn breach(found: &Verification) -> &Breach {
    match found.error.as_deref() {
        Some(VerifyError::Entry { violation, .. }) => &violation.what,
        other => panic!("not an entry: {other:?}"),
    }
}

#[test]
fn a_document_that_was_not_appended_again_is_named() {
    let found = tampered(|path, epoch| {
        let raw = raw_connection(path);
        let sql = "DELETE FROM entries WHERE epoch = ?1 AND seq = 5";
        assert_eq!(raw.execute(sql, [epoch]).unwrap(), 1);
    });
    assert!(matches!(breach(&found), Breach::DocumentNotRepeated));
    assert_eq!(found.entries, 15);
}

#[test]
fn a_document_that_was_appended_again_wrongly_is_named() {
    // The right key signs another document in the place of the second repeated one.
    let found = tampered(|path, epoch| {
        let raw = raw_connection(path);
        let sql = "DELETE FROM entries WHERE epoch = ?1 AND seq > 2";
        assert_eq!(raw.execute(sql, [epoch]).unwrap(), 3);
        drop(raw);
        let ledger = Ledger::open(path, &ledger_key(), QUIET).unwrap();
        let stray = EntryBody::DrawerOpened(domain::entry::kinds::DrawerOpened {
            shift_id: ledger.shift_open().unwrap().unwrap().shift_id,
            user_id: id(),
            reason: "tukar uang".to_owned(),
            approval: None,
        });
        crate::shop::append(&ledger, id(), &stray).unwrap();
    });
    assert!(matches!(breach(&found), Breach::DocumentNotRepeated));
    assert_eq!(found.entries, 13);
}
