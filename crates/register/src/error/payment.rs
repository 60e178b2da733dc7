//! Why payments were refused.

use domain::tender::TenderError;
use thiserror::Error;

use super::{ErrorCode, ErrorDetails};

/// The payments do not pay the sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PaymentError {
    /// Payments do not reach.
    #[error("the payments are {missing_cents} minor units short")]
    Insufficient { missing_cents: i64 },
    /// Only cash gives change.
    #[error("a payment other than cash exceeds what is owed")]
    ExceedsDue,
    /// QRIS has a limit set by Bank Indonesia.
    #[error("QRIS takes at most {limit_cents} minor units")]
    QrisLimit { limit_cents: i64 },
    /// The change leaves a cart that the parts of its payment do not fit.
    #[error("a part of this sale is paid already")]
    PartsTaken,
    /// The payments were refused for another reason.
    #[error(transparent)]
    Tender(TenderError),
}

impl PaymentError {
    pub(crate) fn code(self) -> ErrorCode {
        match self {
            Self::Insufficient { .. } => ErrorCode::AmountInsufficient,
            Self::ExceedsDue => ErrorCode::PaymentExceedsDue,
            Self::QrisLimit { .. } => ErrorCode::QrisLimit,
            Self::PartsTaken => ErrorCode::PaymentPartsTaken,
            Self::Tender(error) => of_tender(error),
        }
    }

    pub(crate) fn details(self) -> Option<ErrorDetails> {
        match self {
            Self::Insufficient {
                missing_cents: cents,
            }
            | Self::QrisLimit { limit_cents: cents } => Some(ErrorDetails {
                amount_cents: Some(cents),
                ..ErrorDetails::default()
            }),
            Self::ExceedsDue | Self::PartsTaken | Self::Tender(_) => None,
        }
    }
}

fn of_tender(error: TenderError) -> ErrorCode {
    match error {
        TenderError::AlreadyPaid | TenderError::RefundAboveDue => ErrorCode::PaymentInvalid,
        TenderError::OutOfRange | TenderError::AmountMustBePositive => ErrorCode::AmountInvalid,
        TenderError::AmountLooksLikeABarcode => ErrorCode::AmountLooksLikeBarcode,
        TenderError::OnlyCashGivesChange => ErrorCode::PaymentExceedsDue,
        TenderError::QrisAboveLimit => ErrorCode::QrisLimit,
        TenderError::ReferenceMissing => ErrorCode::ReferenceMissing,
        TenderError::StepMustBePositive | TenderError::Currency(_) | TenderError::SumsDiffer => {
            ErrorCode::Internal
        }
    }
}
