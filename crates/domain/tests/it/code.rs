//! Stable codes.

use std::collections::BTreeSet;
use std::fmt::Debug;

use domain::Code;
use domain::barcode::Symbology;
use domain::cart::TransactionKind;
use domain::catalog::{BarcodeFlag, ProductStatus};
use domain::currency::Locale;
use domain::entry::kinds::{CashMoveKind, EpochCause, ProductsSource};
use domain::feed::{ConflictField, EntityKind, RegisterStatus};
use domain::rounding::RoundingMode;
use domain::shift::DenominationKind;
use domain::stock::StockReason;
use domain::tax::TaxMethod;
use domain::tender::PaymentMethod;
use domain::user::{Permission, Role};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The code of each value is its JSON, and leads back to it.
fn check<T: Code + Serialize + DeserializeOwned + Debug + PartialEq>() {
    let name = std::any::type_name::<T>();
    assert!(!T::ALL.is_empty(), "{name}");
    let codes: BTreeSet<_> = T::ALL.iter().map(|value| value.as_str()).collect();
    assert_eq!(codes.len(), T::ALL.len(), "{name} has a code twice");
    for value in T::ALL {
        let code = value.as_str();
        assert_eq!(serde_json::to_value(value).unwrap(), code, "{name}");
        let back: T = serde_json::from_value(code.into()).unwrap();
        assert_eq!((T::from_code(code), back), (Some(*value), *value), "{name}");
    }
    assert_eq!(T::from_code("moon"), None, "{name}");
}

#[test]
fn the_code_of_a_value_is_its_json_and_leads_back_to_it() {
    check::<BarcodeFlag>();
    check::<CashMoveKind>();
    check::<ConflictField>();
    check::<DenominationKind>();
    check::<EntityKind>();
    check::<EpochCause>();
    check::<Locale>();
    check::<PaymentMethod>();
    check::<Permission>();
    check::<ProductStatus>();
    check::<ProductsSource>();
    check::<RegisterStatus>();
    check::<Role>();
    check::<RoundingMode>();
    check::<StockReason>();
    check::<Symbology>();
    check::<TaxMethod>();
    check::<TransactionKind>();
}

#[test]
fn codes_that_databases_hold_never_change() {
    fn codes<T: Code>() -> Vec<&'static str> {
        T::ALL.iter().map(|value| value.as_str()).collect()
    }
    let methods = ["cash", "card", "qris", "transfer", "other"];
    assert_eq!(codes::<PaymentMethod>(), methods);
    assert_eq!(codes::<TransactionKind>(), ["sale", "refund"]);
    assert_eq!(codes::<CashMoveKind>(), ["paid_in", "paid_out"]);
    assert_eq!(codes::<ProductStatus>(), ["active", "inactive"]);
    assert_eq!(codes::<RegisterStatus>(), ["active", "revoked"]);
    assert_eq!(codes::<Role>(), ["cashier", "supervisor", "owner"]);
    assert_eq!(
        codes::<StockReason>(),
        [
            "sale", "refund", "received", "counted", "adjusted", "opening"
        ]
    );
}
