//! The changes that an answer to a push may and may not make.

use domain::entry::{Hash, Head, SignedHead, SigningKey};
use ledger::{
    Acknowledgement, AcknowledgementError, Enrolment, LedgerError, PendingEntries,
    QuarantinedEntry, SyncRow,
};

use super::server::{acknowledge_all, answer, enrolled, enrolment, signed};
use crate::shop::{NOW, QUIET, Shop, id, products};

fn founding() -> Shop {
    let shop = Shop::open(QUIET);
    let goods = products(3);
    shop.add_products(&goods, 0);
    (0..4).for_each(|_| _ = shop.sell(&goods));
    shop
}

fn refused(shop: &Shop, given: &Acknowledgement) -> AcknowledgementError {
    let before = shop.ledger.sync_state().unwrap();
    let error = match shop.ledger.acknowledge(given) {
        Err(LedgerError::Acknowledgement(error)) => error,
        other => panic!("{other:?}"),
    };
    assert_eq!(shop.ledger.sync_state().unwrap(), before, "{error}");
    error
}

#[test]
fn a_register_that_stands_alone_knows_no_server() {
    let shop = founding();
    let state = shop.ledger.sync_state().unwrap();
    assert!(state.enrolment.is_none() && state.acknowledged.is_none());
    assert_eq!(
        refused(&shop, &answer(&shop.ledger, 2, 0)),
        AcknowledgementError::NotEnrolled
    );
}

#[test]
fn enrolment_is_kept_and_another_server_is_refused() {
    let shop = founding();
    shop.ledger.enrol(&enrolment(), "0a").unwrap();
    let shop = shop.reopen(QUIET);
    let state = shop.ledger.sync_state().unwrap();
    assert_eq!(state.enrolment, Some(enrolment()));
    assert_eq!(state.ratchet.as_deref(), Some("0a"));
    assert!(state.feed_waits, "its catalog is not at the server yet");
    let moved = Enrolment {
        server_url: "https://moved.example".to_owned(),
        ..enrolment()
    };
    shop.ledger.enrol(&moved, "zz").unwrap();
    assert_eq!(
        shop.ledger.sync_state().unwrap(),
        SyncRow {
            enrolment: Some(moved),
            ..state
        }
    );
    let other = Enrolment {
        server_public_key: SigningKey::from_seed(&[1; 32]).public().to_hex(),
        ..enrolment()
    };
    assert!(matches!(
        shop.ledger.enrol(&other, "0b"),
        Err(LedgerError::EnrolledElsewhere { .. })
    ));
}

#[test]
fn what_waits_is_counted_from_the_acknowledged_place() {
    let shop = founding();
    shop.ledger.enrol(&enrolment(), "00").unwrap();
    let oldest_recorded_at_ms = Some(NOW.recorded_at_ms);
    let waiting = |entries, transactions| PendingEntries {
        entries,
        transactions,
        oldest_recorded_at_ms,
    };
    assert_eq!(shop.ledger.pending_entries().unwrap(), waiting(8, 4));
    shop.ledger
        .acknowledge(&answer(&shop.ledger, 6, 3))
        .unwrap();
    assert_eq!(shop.ledger.pending_entries().unwrap(), waiting(2, 2));
    let state = shop.ledger.sync_state().unwrap();
    assert_eq!((state.confirmed_seq, state.feed_waits), (6, true));
    assert_eq!(state.server_offset_ms, Some(5));
    acknowledge_all(&shop.ledger, 3);
    assert_eq!(
        shop.ledger.pending_entries().unwrap(),
        PendingEntries::default()
    );
    let shop = shop.reopen(QUIET);
    let state = shop.ledger.sync_state().unwrap();
    assert_eq!((state.confirmed_seq, state.feed_waits), (8, false));
    assert_eq!(state.ratchet.as_deref(), Some("08"));
}

#[test]
fn a_batch_is_bounded_by_entries_and_bytes_and_never_empty_before_the_end() {
    let shop = founding();
    let epoch = shop.ledger.identity().epoch;
    let seqs = |from, entries, bytes| -> Vec<u64> {
        let batch = shop.ledger.push_batch(epoch, from, entries, bytes).unwrap();
        batch.iter().map(|entry| entry.header.seq).collect()
    };
    assert_eq!(seqs(1, 500, usize::MAX), (1..=8).collect::<Vec<_>>());
    assert_eq!(seqs(3, 2, usize::MAX), [3, 4]);
    assert_eq!(seqs(5, 500, 1), [5]);
    assert_eq!(seqs(9, 500, usize::MAX), [0_u64; 0]);
    assert!(
        shop.ledger
            .push_batch(id(), 1, 9, 9_999)
            .unwrap()
            .is_empty()
    );
    let rows = shop.ledger.epochs().unwrap();
    assert_eq!((rows[0].epoch, rows[0].last_seq), (epoch, 8));
    let head = shop.ledger.head().unwrap();
    assert_eq!(shop.ledger.hash_at(epoch, 8).unwrap(), Some(head.hash));
    assert_eq!(shop.ledger.hash_at(epoch, 9).unwrap(), None);
    assert_eq!(shop.ledger.hash_at(epoch, 0).unwrap(), Some(Hash::ZERO));
    assert_eq!(shop.ledger.hash_at(id(), 1).unwrap(), None);
}

#[test]
fn an_acknowledgement_that_lies_is_refused_and_changes_nothing() {
    let shop = enrolled(QUIET);
    let ledger = &shop.ledger;
    let head = ledger.head().unwrap();
    let say = |head: SignedHead| Acknowledgement {
        head,
        ..answer(ledger, 1, 9)
    };
    let own = head.hash;
    let server = Hash([3; 32]);
    assert_eq!(
        refused(
            &shop,
            &say(signed(
                ledger,
                Head {
                    hash: server,
                    ..head
                }
            ))
        ),
        AcknowledgementError::HashDiffers {
            seq: head.seq,
            server,
            own
        }
    );
    let seq = head.seq + 1;
    assert_eq!(
        refused(&shop, &say(signed(ledger, Head { seq, ..head }))),
        AcknowledgementError::BeyondHead { seq }
    );
    let epoch = id();
    assert_eq!(
        refused(&shop, &say(signed(ledger, Head { epoch, ..head }))),
        AcknowledgementError::OtherEpoch { epoch }
    );
    let mut forged = signed(ledger, head);
    forged.server_time_ms += 1;
    assert_eq!(
        refused(&shop, &say(forged)),
        AcknowledgementError::NotSigned
    );
    let mut foreign = signed(ledger, head);
    foreign.register_id = id();
    assert_eq!(
        refused(&shop, &say(foreign)),
        AcknowledgementError::ForeignHead
    );
}

#[test]
fn a_server_that_came_back_older_is_sent_to_again_and_shown_what_it_once_signed() {
    let shop = founding();
    shop.ledger.enrol(&enrolment(), "00").unwrap();
    acknowledge_all(&shop.ledger, 3);
    shop.ledger
        .acknowledge(&answer(&shop.ledger, 5, 1))
        .unwrap();
    let state = shop.ledger.sync_state().unwrap();
    assert_eq!(state.confirmed_seq, 5);
    assert_eq!(state.acknowledged.unwrap().seq, 8);
    assert_eq!(shop.ledger.pending_entries().unwrap().entries, 3);
    acknowledge_all(&shop.ledger, 3);
    assert_eq!(
        shop.ledger.pending_entries().unwrap(),
        PendingEntries::default()
    );
}

#[test]
fn entries_that_the_server_set_aside_are_listed() {
    let shop = enrolled(QUIET);
    let entry = shop.ledger.tail(1).unwrap().remove(0).entry;
    let given = Acknowledgement {
        quarantined: vec![QuarantinedEntry {
            seq: entry.header.seq,
            entry_id: entry.header.entry_id,
            reason: "refunded_twice".to_owned(),
        }],
        ..answer(&shop.ledger, entry.header.seq, 0)
    };
    shop.ledger.acknowledge(&given).unwrap();
    shop.ledger.acknowledge(&given).unwrap();
    let rows = shop.ledger.quarantined(9).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].entry_id, entry.header.entry_id);
    assert_eq!(rows[0].reason, "refunded_twice");
}

#[test]
fn what_needs_attention_stays_until_it_was_seen() {
    let shop = enrolled(QUIET);
    shop.ledger.sync_attention_set("restored").unwrap();
    assert!(!shop.ledger.sync_attention_clear("cloned").unwrap());
    let shop = shop.reopen(QUIET);
    let state = shop.ledger.sync_state().unwrap();
    assert_eq!(state.attention.as_deref(), Some("restored"));
    assert!(shop.ledger.sync_attention_clear("restored").unwrap());
    assert_eq!(shop.ledger.sync_state().unwrap().attention, None);
}
