//! How the errors of other crates become errors of a noun.

use domain::cart::CartError;
use domain::catalog::{CatalogError, EditError};
use domain::currency::CurrencyError;
use domain::refund::RefundError;
use domain::scan::LabelError;
use domain::store::StoreError;
use domain::tender::{QRIS_MAX_RUPIAH, TenderError};
use domain::totals::TotalsError;
use ledger::LedgerError;

use super::{
    AppError, CurrentCartError, InputError, OpenShiftError, PaymentError, ProductError,
    SettingsError,
};

/// Wraps an error of the domain in the error of the noun that it concerns.
macro_rules! wrap {
    ($($inner:ty => $noun:ident),+ $(,)?) => {
        $(impl From<$inner> for AppError {
            fn from(error: $inner) -> Self {
                $noun::from(error).into()
            }
        })+
    };
}

wrap! {
    CartError => CurrentCartError,
    TotalsError => CurrentCartError,
    CatalogError => ProductError,
    StoreError => SettingsError,
    CurrencyError => SettingsError,
}

impl From<TenderError> for AppError {
    fn from(error: TenderError) -> Self {
        match error {
            TenderError::AmountMustBePositive => {
                InputError::AmountInvalid { field: "amount" }.into()
            }
            TenderError::AmountLooksLikeABarcode => InputError::AmountLooksLikeBarcode.into(),
            TenderError::OnlyCashGivesChange => PaymentError::ExceedsDue.into(),
            TenderError::QrisAboveLimit => PaymentError::QrisLimit {
                limit_cents: QRIS_MAX_RUPIAH * 100,
            }
            .into(),
            TenderError::AlreadyPaid
            | TenderError::ReferenceMissing
            | TenderError::RefundAboveDue
            | TenderError::StepMustBePositive
            | TenderError::Currency(_)
            | TenderError::OutOfRange
            | TenderError::SumsDiffer => PaymentError::Tender(error).into(),
        }
    }
}

impl From<RefundError> for AppError {
    fn from(error: RefundError) -> Self {
        match error {
            RefundError::NotASale => Self::NotFound { what: "sale" },
            RefundError::ExceedsSale { .. }
            | RefundError::OutOfRange
            | RefundError::Currency(_)
            | RefundError::Totals(_) => Self::Refund(error),
        }
    }
}

impl From<LabelError> for AppError {
    fn from(error: LabelError) -> Self {
        match error {
            LabelError::PiecesNotWhole => InputError::QuantityInvalid.into(),
            LabelError::Price(error) => error.into(),
            LabelError::Weight(error) => error.into(),
        }
    }
}

impl<E: Into<AppError>> From<EditError<E>> for AppError {
    fn from(error: EditError<E>) -> Self {
        match error {
            EditError::Product(error) => error.into(),
            EditError::CodeTaken { field } => ProductError::CodeTaken { field }.into(),
            EditError::Lookup(error) => error.into(),
        }
    }
}

impl From<LedgerError> for AppError {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::CartChanged { .. } => CurrentCartError::Changed.into(),
            LedgerError::ShiftStillOpen { .. } => OpenShiftError::AlreadyOpen.into(),
            LedgerError::ShiftNotOpen { .. } => OpenShiftError::NoneOpen.into(),
            other => Self::Ledger(other),
        }
    }
}
