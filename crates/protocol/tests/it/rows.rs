//! Rows of the feed with every field filled, frozen once for each protocol.
//!
//! Rows are strict: a register skips a row with a field that it does not know. So a new field makes
//! the golden file differ here, and needs a new protocol.

use domain::barcode::Mask;
use domain::catalog::ProductStatus;
use domain::currency::Locale;
use domain::feed::{
    CatalogConflict, ConflictField, FeedChange, FeedOrigin, FeedRow, ProductState, RegisterState,
    RegisterStatus, StoreState, UserState,
};
use domain::money::Cents;
use domain::rounding::RoundingMode;
use domain::store::{ReceiptSettings, StoreSettings};
use domain::tax::{TaxMethod, TaxRate};
use domain::tender::CashRounding;
use domain::user::Role;
use protocol::PROTOCOL;
use protocol::shape::row_for_protocol;
use serde_json::Value;

use super::{TIME, frozen, id, profile};

fn cents(cents: i64) -> Cents {
    Cents::new(cents).unwrap()
}

fn product() -> ProductState {
    ProductState {
        product_id: id(7),
        revision: 3,
        sku: Some("RICE-1".to_owned()),
        barcode: Some("8991234567898".to_owned()),
        name: "Rice".to_owned(),
        category: Some("Food".to_owned()),
        unit: Some("kg".to_owned()),
        weighed: true,
        price_cents: Some(cents(1_250)),
        cost_cents: Some(cents(1_000)),
        tax_exempt: true,
        status: ProductStatus::Active,
        low_stock_threshold_thousandths: Some(5_000),
    }
}

fn settings() -> StoreSettings {
    let service = TaxRate {
        id: "service".to_owned(),
        name: "Service 5%".to_owned(),
        rate: "5".parse().unwrap(),
        mode: TaxMethod::Division,
        base_numerator: 11,
        base_denominator: 12,
        inclusive: true,
        adds_to_base: true,
        ignores_earlier: true,
        valid_from: Some("2026-01-01".parse().unwrap()),
        valid_until: Some("2026-12-31".parse().unwrap()),
    };
    StoreSettings {
        store_name: "Toko Sari".to_owned(),
        address: "Jalan Melati 5\nBandung".to_owned(),
        phone: "022 555 0101".to_owned(),
        currency: "IDR".to_owned(),
        language: Locale::Id,
        tax_rates: vec![service],
        cash_rounding: Some(CashRounding {
            step_cents: cents(10_000),
            mode: RoundingMode::Floor,
        }),
        business_day_cutoff_minutes: 240,
        discount_limit_percent: "12.5".parse().unwrap(),
        over_short_limit_cents: cents(500_000),
        barcode_masks: vec![Mask::weight_preset()],
        receipt: ReceiptSettings {
            columns: 42,
            header: vec!["Buka 7 - 21".to_owned()],
            footer: vec!["Terima kasih".to_owned()],
            show_tax: true,
        },
        pin_length: 6,
    }
}

fn filled_rows() -> Vec<FeedRow> {
    let user = UserState {
        user_id: id(5),
        role: Role::Owner,
        active: true,
        profile: Some(profile()),
    };
    let store = StoreState {
        store_id: id(8),
        revision: 2,
        settings: settings(),
    };
    let register = RegisterState {
        register_id: id(2),
        store_id: id(8),
        name: "Kassa 1".to_owned(),
        status: RegisterStatus::Active,
    };
    let conflict = CatalogConflict {
        conflict_id: id(9),
        product_id: id(7),
        product_name: "Rice".to_owned(),
        field: ConflictField::LowStockThresholdThousandths,
        kept: "5000".to_owned(),
        lost: "6000".to_owned(),
        lost_register_id: id(2),
        entry_id: id(4),
        server_time_ms: TIME,
    };
    let changes = [
        FeedChange::Product(Box::new(product())),
        FeedChange::User(Box::new(user)),
        FeedChange::Store(Box::new(store)),
        FeedChange::Register(register),
        FeedChange::Conflict(Box::new(conflict)),
    ];
    let origin = Some(FeedOrigin {
        register_id: id(2),
        entry_id: id(4),
    });
    let row = |(feed_seq, change)| FeedRow {
        feed_seq,
        origin,
        change,
    };
    (12..).zip(changes).map(row).collect()
}

/// Whether a value holds a `null`, or a list or text that is empty.
fn has_gaps(json: &Value) -> bool {
    match json {
        Value::Null => true,
        Value::Bool(_) | Value::Number(_) => false,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty() || values.iter().any(has_gaps),
        Value::Object(fields) => fields.values().any(has_gaps),
    }
}

#[test]
fn every_protocol_has_its_rows_with_every_field_filled() {
    for protocol in 1..=PROTOCOL {
        let rows: Vec<FeedRow> = filled_rows()
            .into_iter()
            .map(|row| row_for_protocol(protocol, row))
            .collect();
        assert!(!has_gaps(&serde_json::to_value(&rows).unwrap()));
        frozen(&format!("rows_protocol_{protocol}.json"), &rows);
    }
}

#[test]
fn a_register_of_this_program_reads_the_rows_of_its_protocol() {
    for row in filled_rows() {
        let sent = serde_json::to_string(&row_for_protocol(PROTOCOL, row.clone())).unwrap();
        assert_eq!(serde_json::from_str::<FeedRow>(&sent).unwrap(), row);
    }
}

#[test]
fn a_row_with_a_field_that_is_not_known_is_unknown_as_a_whole() {
    for row in filled_rows() {
        let mut sent = serde_json::to_value(&row).unwrap();
        let fields = sent["change"].as_object_mut().unwrap();
        fields.insert("moon".to_owned(), Value::Null);
        let read: FeedRow = serde_json::from_value(sent).unwrap();
        assert!(matches!(read.change, FeedChange::Unknown(_)), "{read:?}");
        assert_eq!(read.feed_seq, row.feed_seq);
    }
}
