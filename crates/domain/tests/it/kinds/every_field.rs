//! Kinds whose usual body leaves out fields: their frozen JSON with every field.
//!
//! The samples here name every field, so that a new one does not compile before it has a value.

use chrono::NaiveDate;
use domain::barcode::Mask;
use domain::catalog::{ProductChange, ProductPatch, ProductStatus};
use domain::currency::Locale;
use domain::entry::EntryBody;
use domain::entry::kinds::{ProductsChanged, ProductsSource, StoreChanged};
use domain::rounding::RoundingMode;
use domain::store::{ReceiptSettings, StoreSettings};
use domain::tax::{TaxMethod, TaxRate};
use domain::tender::CashRounding;
use rust_decimal::Decimal;

use super::golden_named;
use crate::fixtures::cents;
use crate::shop::{SUPERVISOR, id};

fn tax_rate(tax_id: &str, rate: Decimal, mode: TaxMethod) -> TaxRate {
    TaxRate {
        id: tax_id.to_owned(),
        name: format!("Pajak {tax_id}"),
        rate,
        mode,
        base_numerator: 11,
        base_denominator: 12,
        inclusive: true,
        adds_to_base: true,
        ignores_earlier: true,
        valid_from: NaiveDate::from_ymd_opt(2025, 1, 1),
        valid_until: NaiveDate::from_ymd_opt(2027, 12, 31),
    }
}

fn store_changed() -> EntryBody {
    let settings = StoreSettings {
        store_name: "Toko Maju Jaya".to_owned(),
        address: "Jl. Merdeka 17\nBandung 40111".to_owned(),
        phone: "022-4201234".to_owned(),
        currency: "IDR".to_owned(),
        language: Locale::Id,
        tax_rates: vec![
            tax_rate("botol", Decimal::from(25_000), TaxMethod::FixedPerUnit),
            tax_rate("iss", Decimal::new(55, 1), TaxMethod::Division),
        ],
        cash_rounding: Some(CashRounding {
            step_cents: cents(10_000),
            mode: RoundingMode::HalfEven,
        }),
        business_day_cutoff_minutes: 240,
        discount_limit_percent: Decimal::new(125, 1),
        over_short_limit_cents: cents(500_000),
        barcode_masks: ["21PPPPPWWWWWC", "22PPPPPAAAAAC"]
            .map(|mask| Mask::parse(mask).unwrap())
            .to_vec(),
        receipt: ReceiptSettings {
            columns: 32,
            header: vec!["Buka 24 jam".to_owned()],
            footer: vec!["Terima kasih".to_owned()],
            show_tax: false,
        },
        pin_length: 6,
    };
    EntryBody::StoreChanged(Box::new(StoreChanged {
        by_user_id: Some(SUPERVISOR),
        settings,
    }))
}

fn products_changed() -> EntryBody {
    let all_set = ProductPatch {
        sku: Some(Some("MG-1".to_owned())),
        barcode: Some(Some("8991234567892".to_owned())),
        name: Some("Mi Goreng Spesial".to_owned()),
        category: Some(Some("Mi".to_owned())),
        unit: Some(Some("kg".to_owned())),
        weighed: Some(true),
        price_cents: Some(Some(cents(350_000))),
        cost_cents: Some(Some(cents(280_000))),
        tax_exempt: Some(true),
        status: Some(ProductStatus::Inactive),
        low_stock_threshold_thousandths: Some(Some(5_000)),
    };
    let all_cleared = ProductPatch {
        sku: Some(None),
        barcode: Some(None),
        name: Some("Mi".to_owned()),
        category: Some(None),
        unit: Some(None),
        weighed: Some(false),
        price_cents: Some(None),
        cost_cents: Some(None),
        tax_exempt: Some(false),
        status: Some(ProductStatus::Active),
        low_stock_threshold_thousandths: Some(None),
    };
    let change = |number, patch| ProductChange {
        product_id: id(number),
        base_revision: 4,
        patch,
        stock_delta_thousandths: -1_500,
    };
    EntryBody::ProductsChanged(ProductsChanged {
        source: ProductsSource::Screen,
        by_user_id: Some(SUPERVISOR),
        changes: vec![change(0x101, all_set), change(0x102, all_cleared)],
    })
}

#[test]
fn the_json_of_every_field_never_changes() {
    for body in [store_changed(), products_changed()] {
        let encoded = body.encode().unwrap();
        let name = format!("{}.{}.full.json", encoded.kind, encoded.version);
        let frozen = golden_named(&name);
        assert_eq!(String::from_utf8(encoded.bytes).unwrap(), frozen, "{name}");
    }
}

/// A later version must read them, too, with every field that they have.
#[test]
fn the_frozen_json_of_every_field_reads_as_its_kind() {
    for newest in [store_changed(), products_changed()] {
        let kind = newest.kind();
        for version in 1..=kind.newest_version() {
            let frozen = golden_named(&format!("{kind}.{version}.full.json"));
            let read = EntryBody::decode(&kind, version, frozen.as_bytes()).unwrap();
            assert_eq!(read.kind(), kind);
            if version == kind.newest_version() {
                assert_eq!(read, newest);
            }
        }
    }
}
