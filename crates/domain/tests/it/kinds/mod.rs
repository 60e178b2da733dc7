//! The kinds of entries: their frozen JSON, their versions, and refusals.

mod every_field;
mod facts;
mod versions;

use chrono::NaiveDate;
use domain::barcode::Mask;
use domain::catalog::{ProductChange, ProductPatch, ProductStatus};
use domain::currency::Locale;
use domain::entry::kinds::{
    CashMoveKind, DrawerOpened, EpochCause, MAX_PRODUCTS_PER_ENTRY, PreviousEpoch, ProductsChanged,
    ProductsSource, ReceiptReprinted, RegisterOpened, ShiftOpened, StockMoved, StoreChanged,
    UserChanged,
};
use domain::entry::{BodyError, EntryBody, EntryKind, Hash};
use domain::rounding::RoundingMode;
use domain::shift::{CountedDenomination, ShiftError};
use domain::shift_totals::ShiftTotals;
use domain::stock::{StockMovement, StockReason};
use domain::store::StoreError;
use domain::tender::CashRounding;
use domain::transaction::TransactionError;
use domain::user::{Approval, Permission, Role, profile_commitment};

use crate::fixtures::cents;
use crate::shop::{
    CASHIER, SHIFT, STORE, SUPERVISOR, cash_moved, date, id, key, refund, sale, settings,
    shift_closed, shift_opened, transaction,
};

/// One body of every kind, in the order of [`EntryKind::KNOWN`].
pub(crate) fn samples() -> Vec<EntryBody> {
    vec![
        register_continued(),
        store_changed(),
        user_changed(),
        products_changed(),
        counted_shift(),
        cash_moved(CashMoveKind::PaidOut, 1_500_000),
        drawer_opened(),
        transaction(sale(1)),
        closed_shift(),
        stock_moved(),
        receipt_reprinted(),
    ]
}

/// The JSON that a released version writes for the sample of a kind. Never edit such a file:
/// entries in ledgers must be readable for ever. A new shape is a new version in a new file.
fn golden(kind: &EntryKind, version: u16) -> String {
    golden_named(&format!("{kind}.{version}.json"))
}

fn golden_named(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/kinds/golden");
    let path = format!("{folder}/{name}");
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"));
    let text = text.unwrap();
    text.trim_end().to_owned()
}

fn register_continued() -> EntryBody {
    EntryBody::RegisterOpened(Box::new(RegisterOpened {
        store_id: STORE,
        register_name: "Kasir 1".to_owned(),
        public_key: key().public(),
        previous: Some(PreviousEpoch {
            epoch: id(2),
            seq: 41,
            hash: Hash([0x5a; 32]),
            cause: EpochCause::Restored,
        }),
    }))
}

fn store_changed() -> EntryBody {
    let mut settings = settings(Locale::Id);
    settings.cash_rounding = Some(CashRounding {
        step_cents: cents(10_000),
        mode: RoundingMode::HOUSE,
    });
    settings.barcode_masks = vec![Mask::parse("21PPPPPWWWWWC").unwrap()];
    EntryBody::StoreChanged(Box::new(StoreChanged {
        by_user_id: Some(SUPERVISOR),
        settings,
    }))
}

fn user_changed() -> EntryBody {
    EntryBody::UserChanged(UserChanged {
        user_id: CASHIER,
        by_user_id: None,
        role: Role::Cashier,
        active: true,
        profile_commitment: profile_commitment(&[3; 32], "siti", "Siti Rahayu"),
    })
}

fn products_changed() -> EntryBody {
    let patch = ProductPatch {
        sku: Some(None),
        barcode: Some(Some("8991234567892".to_owned())),
        name: Some("Mi Goreng Spesial".to_owned()),
        price_cents: Some(Some(cents(350_000))),
        status: Some(ProductStatus::Active),
        ..ProductPatch::default()
    };
    EntryBody::ProductsChanged(ProductsChanged {
        source: ProductsSource::Import,
        by_user_id: Some(SUPERVISOR),
        changes: vec![ProductChange {
            product_id: id(0x101),
            base_revision: 4,
            patch,
            stock_delta_thousandths: 48_000,
        }],
    })
}

fn counted_shift() -> EntryBody {
    EntryBody::ShiftOpened(ShiftOpened {
        shift_id: SHIFT,
        number: 7,
        user_id: CASHIER,
        float_cents: cents(20_000_000),
        denominations: vec![
            CountedDenomination {
                cents: cents(5_000_000),
                count: 3,
            },
            CountedDenomination {
                cents: cents(500_000),
                count: 10,
            },
        ],
        business_date: date(),
    })
}

fn drawer_opened() -> EntryBody {
    EntryBody::DrawerOpened(DrawerOpened {
        shift_id: SHIFT,
        user_id: CASHIER,
        reason: "Tukar uang".to_owned(),
        approval: Some(Approval {
            user_id: SUPERVISOR,
            permission: Permission::NoSale,
        }),
    })
}

fn closed_shift() -> EntryBody {
    let mut totals = ShiftTotals::default();
    for body in [
        shift_opened(20_000_000),
        transaction(sale(1)),
        transaction(refund(2)),
    ] {
        totals.apply(&body).unwrap();
    }
    shift_closed(&totals, cents(19_990_000))
}

fn stock_moved() -> EntryBody {
    EntryBody::StockMoved(StockMoved {
        user_id: SUPERVISOR,
        reason: StockReason::Received,
        note: "Faktur 17".to_owned(),
        movements: vec![StockMovement {
            product_id: id(0x101),
            delta_thousandths: 24_000,
            reason: StockReason::Received,
        }],
    })
}

fn receipt_reprinted() -> EntryBody {
    EntryBody::ReceiptReprinted(ReceiptReprinted {
        transaction_id: id(0x1001),
        user_id: CASHIER,
        copy: 2,
    })
}

#[test]
fn every_kind_has_a_sample() {
    let kinds: Vec<_> = samples().iter().map(EntryBody::kind).collect();
    assert_eq!(kinds, EntryKind::KNOWN);
}

#[test]
fn the_newest_json_of_every_kind_never_changes() {
    for body in samples() {
        let encoded = body.encode().unwrap();
        assert_eq!(encoded.version, body.kind().newest_version());
        let written = String::from_utf8(encoded.bytes).unwrap();
        assert_eq!(
            written,
            golden(&encoded.kind, encoded.version),
            "{}",
            encoded.kind
        );
    }
}

#[test]
fn frozen_json_of_every_version_reads_as_its_kind() {
    for newest in samples() {
        let kind = newest.kind();
        for version in 1..=kind.newest_version() {
            let frozen = golden(&kind, version);
            let read = EntryBody::decode(&kind, version, frozen.as_bytes()).unwrap();
            assert!(
                !matches!(read, EntryBody::Unknown { .. }),
                "{kind} version {version} has no reader"
            );
            assert_eq!(read.kind(), kind);
            if version == kind.newest_version() {
                assert_eq!(read, newest);
            }
        }
    }
}

#[test]
fn bodies_hold_integers_and_strings_but_no_fractions() {
    for body in samples() {
        let bytes = body.encode().unwrap().bytes;
        let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert!(!has_fraction(&value), "{value}");
    }
}

fn has_fraction(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Number(number) => number.is_f64(),
        serde_json::Value::Array(values) => values.iter().any(has_fraction),
        serde_json::Value::Object(fields) => fields.values().any(has_fraction),
        _ => false,
    }
}

#[test]
fn a_newer_kind_or_version_is_kept_raw() {
    let newer = EntryKind::KNOWN.map(|kind| {
        let version = kind.newest_version() + 1;
        (kind, version)
    });
    let others = [
        (EntryKind::from_code("loyalty_earned"), 1),
        (EntryKind::CashMoved, 0),
        (EntryKind::CashMoved, u16::MAX),
    ];
    for (kind, version) in newer.into_iter().chain(others) {
        // Bytes that only a copy preserves: blanks, an escape, an unusual order.
        let bytes = br#"{ "z":1,"new":"\u0041" }"#;
        let body = EntryBody::decode(&kind, version, bytes).unwrap();
        let raw = EntryBody::Unknown {
            kind: kind.clone(),
            version,
            bytes: bytes.to_vec(),
        };
        assert_eq!(body, raw);
        let encoded = body.encode().unwrap();
        assert_eq!((encoded.kind, encoded.version), (kind, version));
        assert_eq!(encoded.bytes, bytes);
    }
}

#[test]
fn a_field_that_the_version_does_not_have_is_refused() {
    let bytes = br#"{"transaction_id":"00000000-0000-0000-0000-000000001001","user_id":"00000000-0000-0000-0000-00000000000e","copy":2,"why":"x"}"#;
    let refused = EntryBody::decode(&EntryKind::ReceiptReprinted, 1, bytes);
    assert!(matches!(refused, Err(BodyError::Json { .. })));
}

#[test]
fn bodies_that_break_their_own_rule_are_refused_both_ways() {
    let EntryBody::ProductsChanged(batch) = products_changed() else {
        unreachable!()
    };
    let change = batch.changes[0].clone();
    let many = ProductsChanged {
        changes: vec![change; MAX_PRODUCTS_PER_ENTRY + 1],
        ..batch
    };
    let refused = EntryBody::ProductsChanged(many).encode();
    assert!(matches!(
        refused,
        Err(BodyError::TooManyProducts { products: 201 })
    ));
    let none = EntryBody::ProductsChanged(ProductsChanged {
        changes: Vec::new(),
        ..batch
    });
    assert!(matches!(none.encode(), Err(BodyError::NothingChanged)));
    let nothing = cash_moved(CashMoveKind::PaidIn, 0).encode();
    assert!(matches!(nothing, Err(BodyError::AmountMustBePositive)));
    let mut unnamed = settings(Locale::Id);
    unnamed.store_name = " ".to_owned();
    let unnamed = StoreChanged {
        by_user_id: None,
        settings: unnamed,
    };
    let refused = EntryBody::StoreChanged(Box::new(unnamed)).encode();
    assert!(matches!(
        refused,
        Err(BodyError::Store(StoreError::NameIsEmpty))
    ));
}

#[test]
fn a_transaction_that_does_not_add_up_is_refused_when_it_is_read() {
    let encoded = transaction(sale(1)).encode().unwrap();
    let text = String::from_utf8(encoded.bytes).unwrap();
    let wrong = text.replace(
        "\"gross_amount_cents\":8150000",
        "\"gross_amount_cents\":8150001",
    );
    assert_ne!(text, wrong);
    let refused = EntryBody::decode(&encoded.kind, encoded.version, wrong.as_bytes());
    let error = BodyError::Transaction(TransactionError::Gross);
    assert_eq!(refused.unwrap_err().to_string(), error.to_string());
}

#[test]
fn a_count_that_its_denominations_contradict_is_refused() {
    let EntryBody::ShiftOpened(mut opened) = counted_shift() else {
        unreachable!()
    };
    opened.float_cents = cents(20_000_001);
    let refused = EntryBody::ShiftOpened(opened).encode();
    assert!(matches!(
        refused,
        Err(BodyError::Shift(ShiftError::CountDiffers))
    ));
}

#[test]
fn business_dates_are_written_as_iso_dates() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    assert_eq!(serde_json::to_string(&day).unwrap(), "\"2026-11-22\"");
}
