//! The limits of settings.

use domain::currency::{CurrencyError, Locale};
use domain::rounding::RoundingMode;
use domain::store::{StoreError, StoreSettings};
use domain::tender::CashRounding;
use rust_decimal::Decimal;

use crate::fixtures::cents;
use crate::shop::{date, settings};

fn refused(change: impl FnOnce(&mut StoreSettings)) -> StoreError {
    let mut changed = settings(Locale::En);
    change(&mut changed);
    changed.check().unwrap_err()
}

#[test]
fn new_settings_hold_their_own_limits() {
    assert_eq!(settings(Locale::Id).check(), Ok(()));
}

#[test]
fn each_setting_outside_its_limit_is_named() {
    let step = CashRounding {
        step_cents: cents(0),
        mode: RoundingMode::HOUSE,
    };
    let cases = [
        (
            refused(|s| "XXX".clone_into(&mut s.currency)),
            StoreError::Currency(CurrencyError::NoMinorUnit),
        ),
        (refused(|s| s.store_name.clear()), StoreError::NameIsEmpty),
        (
            refused(|s| s.phone = "1\n2".to_owned()),
            StoreError::LineShape,
        ),
        (
            refused(|s| s.receipt.footer = vec!["x".repeat(121)]),
            StoreError::LineShape,
        ),
        (
            refused(|s| s.address = "x".repeat(301)),
            StoreError::AddressTooLong,
        ),
        (
            refused(|s| s.receipt.header = vec![String::new(); 9]),
            StoreError::TooManyReceiptLines,
        ),
        (
            refused(|s| s.cash_rounding = Some(step)),
            StoreError::RoundingStep,
        ),
        (
            refused(|s| s.business_day_cutoff_minutes = 721),
            StoreError::CutoffTooLate,
        ),
        (
            refused(|s| s.discount_limit_percent = Decimal::from(101)),
            StoreError::DiscountLimit,
        ),
        (
            refused(|s| s.over_short_limit_cents = cents(-1)),
            StoreError::OverShortLimit,
        ),
        (refused(|s| s.receipt.columns = 40), StoreError::Columns),
        (refused(|s| s.pin_length = 3), StoreError::PinLength),
    ];
    for (error, expected) in cases {
        assert_eq!(error, expected);
    }
}

#[test]
fn an_exempt_product_carries_no_tax() {
    let settings = settings(Locale::Id);
    assert_eq!(settings.taxes_on(date(), false).len(), 1);
    assert!(settings.taxes_on(date(), true).is_empty());
}
