//! The answers of every kind to the questions of ledger and server.

use domain::entry::{EntryBody, EntryKind, EntryReferences, FeedEntity, ShiftStep, StorableLimits};
use domain::stock::{StockMovement, StockReason};
use uuid::Uuid;

use super::{products_changed, samples};
use crate::shop::{CASHIER, SHIFT, SUPERVISOR, date, id, refund, sale, transaction};

#[test]
fn every_kind_names_its_actor_and_its_shift() {
    let expected: [(Option<Uuid>, Option<ShiftStep>); 11] = [
        (None, None),
        (Some(SUPERVISOR), None),
        (None, None),
        (Some(SUPERVISOR), None),
        (Some(CASHIER), Some(ShiftStep::Opens(SHIFT))),
        (Some(CASHIER), Some(ShiftStep::Within(SHIFT))),
        (Some(CASHIER), Some(ShiftStep::Within(SHIFT))),
        (Some(CASHIER), Some(ShiftStep::Within(SHIFT))),
        (Some(CASHIER), Some(ShiftStep::Closes(SHIFT))),
        (Some(SUPERVISOR), None),
        (Some(CASHIER), None),
    ];
    for (body, (actor, shift)) in samples().iter().zip(expected) {
        assert_eq!(body.actor(), actor, "{}", body.kind());
        assert_eq!(body.shift(), shift, "{}", body.kind());
        assert_eq!(body.shift_id(), shift.map(ShiftStep::shift_id));
    }
}

#[test]
fn what_happens_in_trade_refers_to_person_shift_and_transaction() {
    let references = |user_id, open_shift_id| EntryReferences {
        user_id: Some(user_id),
        open_shift_id,
        ..EntryReferences::default()
    };
    let within = references(CASHIER, Some(SHIFT));
    let expected = [
        EntryReferences::default(),
        EntryReferences::default(),
        EntryReferences::default(),
        EntryReferences::default(),
        references(CASHIER, None),
        within,
        within,
        within,
        within,
        references(SUPERVISOR, None),
        EntryReferences {
            reprinted_transaction_id: Some(id(0x1001)),
            ..references(CASHIER, None)
        },
    ];
    for (body, expected) in samples().iter().zip(expected) {
        assert_eq!(body.references(), expected, "{}", body.kind());
    }
    let mut back = refund(2);
    back.original_transaction_id = Some(id(0x1001));
    let back = transaction(back).references();
    assert_eq!(back.refunded_transaction_id, Some(id(0x1001)));
}

#[test]
fn stock_moves_by_sales_receipts_and_the_stock_of_new_products() {
    let opening = StockMovement {
        product_id: id(0x101),
        delta_thousandths: 48_000,
        reason: StockReason::Opening,
    };
    for body in samples() {
        let movements = body.stock_movements();
        match body.kind() {
            EntryKind::TransactionCompleted => assert_eq!(movements, sale(1).stock_movements),
            EntryKind::StockMoved => assert_eq!(movements.len(), 1),
            EntryKind::ProductsChanged => assert_eq!(*movements, [opening]),
            kind => assert!(movements.is_empty(), "{kind}"),
        }
    }
    let EntryBody::ProductsChanged(mut edit) = products_changed() else {
        unreachable!()
    };
    edit.changes[0].stock_delta_thousandths = 0;
    let edit = EntryBody::ProductsChanged(edit);
    assert!(edit.stock_movements().is_empty());
}

#[test]
fn the_feed_carries_products_people_and_settings() {
    for body in samples() {
        let expected = match body.kind() {
            EntryKind::StoreChanged => vec![FeedEntity::Store],
            EntryKind::UserChanged => vec![FeedEntity::User(CASHIER)],
            EntryKind::ProductsChanged => vec![FeedEntity::Product(id(0x101))],
            _ => Vec::new(),
        };
        assert_eq!(body.feed_entities(), expected, "{}", body.kind());
        let changes = body.kind().changes_feed_entities();
        assert_eq!(changes, !expected.is_empty(), "{}", body.kind());
    }
}

#[test]
fn dates_and_numbers_of_series_are_named_for_the_database() {
    let limits = |number| StorableLimits {
        business_date: Some(date()),
        number: Some(number),
    };
    for body in samples() {
        let expected = match body.kind() {
            EntryKind::ShiftOpened => limits(7),
            EntryKind::TransactionCompleted => limits(1),
            _ => StorableLimits::default(),
        };
        assert_eq!(body.storable_limits(), expected, "{}", body.kind());
    }
}

#[test]
fn a_kind_that_others_look_for_is_found_by_what_it_holds() {
    for body in samples() {
        let kind = body.kind();
        let found = [
            (EntryKind::RegisterOpened, body.opening().is_some()),
            (EntryKind::StoreChanged, body.store_change().is_some()),
            (EntryKind::UserChanged, body.user_change().is_some()),
            (
                EntryKind::ProductsChanged,
                !body.product_changes().is_empty(),
            ),
            (EntryKind::ShiftClosed, body.shift_report().is_some()),
            (
                EntryKind::TransactionCompleted,
                body.transaction().is_some(),
            ),
        ];
        for (looked_for, is_found) in found {
            assert_eq!(is_found, looked_for == kind, "{looked_for} in {kind}");
        }
    }
}
