//! What an entry means to the ledger and the server: questions that every kind answers.
//!
//! Each answer is an exhaustive match, so that a new kind does not compile before it has answered
//! all of them. The ledger and the server also name every kind where they match on kinds
//! themselves, as in a projection.

use std::borrow::Cow;

use chrono::NaiveDate;
use uuid::Uuid;

use super::body::EntryBody;
use super::kinds::{RegisterOpened, StoreChanged, UserChanged};
use crate::catalog::ProductChange;
use crate::shift::ShiftReport;
use crate::stock::{StockMovement, StockReason};
use crate::transaction::TransactionBody;

/// The role of an entry in a shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShiftStep {
    /// It opens this shift; no other may be open.
    Opens(Uuid),
    /// It happens within this shift, which must be open.
    Within(Uuid),
    /// It closes this shift, which must be open.
    Closes(Uuid),
}

impl ShiftStep {
    /// The shift that is opened, closed or traded in.
    pub const fn shift_id(self) -> Uuid {
        match self {
            Self::Opens(shift_id) | Self::Within(shift_id) | Self::Closes(shift_id) => shift_id,
        }
    }
}

/// The rows that an entry refers to. They must have been recorded before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EntryReferences {
    /// The person who did it. A change of the catalog, of people or of settings refers to no
    /// person, although it may name its author, because there is no person yet at the first setup.
    pub user_id: Option<Uuid>,
    /// The shift it happens in or closes.
    pub open_shift_id: Option<Uuid>,
    /// The transaction whose receipt was printed again.
    pub reprinted_transaction_id: Option<Uuid>,
    /// The sale that is refunded, if it is known.
    pub refunded_transaction_id: Option<Uuid>,
}

/// Something that an entry changes and that the server's feed carries back to every register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedEntity {
    /// The settings of the register's store.
    Store,
    /// A person.
    User(Uuid),
    Product(Uuid),
}

/// Figures of an entry whose range is wider than that of a database column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StorableLimits {
    /// A date; a column does not hold every year.
    pub business_date: Option<NaiveDate>,
    /// The number of the shift or of the receipt; a column holds at most `i64::MAX`.
    pub number: Option<u64>,
}

impl EntryBody {
    /// The person who did what the entry records; `None` at the first setup, before the first
    /// person exists, and for entries that the register itself records.
    pub fn actor(&self) -> Option<Uuid> {
        match self {
            Self::StoreChanged(body) => body.by_user_id,
            Self::UserChanged(body) => body.by_user_id,
            Self::ProductsChanged(body) => body.by_user_id,
            Self::ShiftOpened(body) => Some(body.user_id),
            Self::CashMoved(body) => Some(body.user_id),
            Self::DrawerOpened(body) => Some(body.user_id),
            Self::TransactionCompleted(body) => Some(body.cashier_id),
            Self::ShiftClosed(body) => Some(body.user_id),
            Self::StockMoved(body) => Some(body.user_id),
            Self::ReceiptReprinted(body) => Some(body.user_id),
            Self::RegisterOpened(_) | Self::Unknown { .. } => None,
        }
    }

    /// The shift that the entry opens, happens in or closes.
    pub fn shift(&self) -> Option<ShiftStep> {
        match self {
            Self::ShiftOpened(body) => Some(ShiftStep::Opens(body.shift_id)),
            Self::CashMoved(body) => Some(ShiftStep::Within(body.shift_id)),
            Self::DrawerOpened(body) => Some(ShiftStep::Within(body.shift_id)),
            Self::TransactionCompleted(body) => Some(ShiftStep::Within(body.shift_id)),
            Self::ShiftClosed(body) => Some(ShiftStep::Closes(body.shift_id)),
            Self::RegisterOpened(_)
            | Self::StoreChanged(_)
            | Self::UserChanged(_)
            | Self::ProductsChanged(_)
            | Self::StockMoved(_)
            | Self::ReceiptReprinted(_)
            | Self::Unknown { .. } => None,
        }
    }

    /// The id of that shift.
    pub fn shift_id(&self) -> Option<Uuid> {
        self.shift().map(ShiftStep::shift_id)
    }

    /// The rows that must have been recorded before this entry.
    pub fn references(&self) -> EntryReferences {
        let open_shift_id = match self.shift() {
            Some(ShiftStep::Within(shift_id) | ShiftStep::Closes(shift_id)) => Some(shift_id),
            Some(ShiftStep::Opens(_)) | None => None,
        };
        let trade = EntryReferences {
            user_id: self.actor(),
            open_shift_id,
            ..EntryReferences::default()
        };
        match self {
            Self::ShiftOpened(_)
            | Self::CashMoved(_)
            | Self::DrawerOpened(_)
            | Self::ShiftClosed(_)
            | Self::StockMoved(_) => trade,
            Self::TransactionCompleted(body) => EntryReferences {
                refunded_transaction_id: body.original_transaction_id,
                ..trade
            },
            Self::ReceiptReprinted(body) => EntryReferences {
                reprinted_transaction_id: Some(body.transaction_id),
                ..trade
            },
            Self::RegisterOpened(_)
            | Self::StoreChanged(_)
            | Self::UserChanged(_)
            | Self::ProductsChanged(_)
            | Self::Unknown { .. } => EntryReferences::default(),
        }
    }

    /// The stock that the entry moves (Promise 7).
    pub fn stock_movements(&self) -> Cow<'_, [StockMovement]> {
        match self {
            Self::TransactionCompleted(body) => Cow::Borrowed(&body.stock_movements),
            Self::StockMoved(body) => Cow::Borrowed(&body.movements),
            Self::ProductsChanged(body) => {
                Cow::Owned(body.changes.iter().filter_map(opening_stock).collect())
            }
            Self::RegisterOpened(_)
            | Self::StoreChanged(_)
            | Self::UserChanged(_)
            | Self::ShiftOpened(_)
            | Self::CashMoved(_)
            | Self::DrawerOpened(_)
            | Self::ShiftClosed(_)
            | Self::ReceiptReprinted(_)
            | Self::Unknown { .. } => Cow::Borrowed(&[]),
        }
    }

    /// The entities of the server's feed that the entry changes, in the entry's order.
    pub fn feed_entities(&self) -> Vec<FeedEntity> {
        match self {
            Self::StoreChanged(_) => vec![FeedEntity::Store],
            Self::UserChanged(body) => vec![FeedEntity::User(body.user_id)],
            Self::ProductsChanged(body) => {
                let products = body.changes.iter().map(|change| change.product_id);
                products.map(FeedEntity::Product).collect()
            }
            Self::RegisterOpened(_)
            | Self::ShiftOpened(_)
            | Self::CashMoved(_)
            | Self::DrawerOpened(_)
            | Self::TransactionCompleted(_)
            | Self::ShiftClosed(_)
            | Self::StockMoved(_)
            | Self::ReceiptReprinted(_)
            | Self::Unknown { .. } => Vec::new(),
        }
    }

    /// The figures that a database may not be able to hold.
    pub fn storable_limits(&self) -> StorableLimits {
        match self {
            Self::ShiftOpened(body) => StorableLimits {
                business_date: Some(body.business_date),
                number: Some(body.number),
            },
            Self::TransactionCompleted(body) => StorableLimits {
                business_date: Some(body.business_date),
                number: Some(body.receipt_seq),
            },
            Self::RegisterOpened(_)
            | Self::StoreChanged(_)
            | Self::UserChanged(_)
            | Self::ProductsChanged(_)
            | Self::CashMoved(_)
            | Self::DrawerOpened(_)
            | Self::ShiftClosed(_)
            | Self::StockMoved(_)
            | Self::ReceiptReprinted(_)
            | Self::Unknown { .. } => StorableLimits::default(),
        }
    }

    /// The opening of an epoch, if the entry is one.
    pub fn opening(&self) -> Option<&RegisterOpened> {
        match self {
            Self::RegisterOpened(body) => Some(body),
            Self::StoreChanged(_)
            | Self::UserChanged(_)
            | Self::ProductsChanged(_)
            | Self::ShiftOpened(_)
            | Self::CashMoved(_)
            | Self::DrawerOpened(_)
            | Self::TransactionCompleted(_)
            | Self::ShiftClosed(_)
            | Self::StockMoved(_)
            | Self::ReceiptReprinted(_)
            | Self::Unknown { .. } => None,
        }
    }

    /// The new settings, if the entry changes them.
    pub fn store_change(&self) -> Option<&StoreChanged> {
        match self {
            Self::StoreChanged(body) => Some(body),
            Self::RegisterOpened(_)
            | Self::UserChanged(_)
            | Self::ProductsChanged(_)
            | Self::ShiftOpened(_)
            | Self::CashMoved(_)
            | Self::DrawerOpened(_)
            | Self::TransactionCompleted(_)
            | Self::ShiftClosed(_)
            | Self::StockMoved(_)
            | Self::ReceiptReprinted(_)
            | Self::Unknown { .. } => None,
        }
    }

    /// The new state of a person, if the entry changes one.
    pub fn user_change(&self) -> Option<&UserChanged> {
        match self {
            Self::UserChanged(body) => Some(body),
            Self::RegisterOpened(_)
            | Self::StoreChanged(_)
            | Self::ProductsChanged(_)
            | Self::ShiftOpened(_)
            | Self::CashMoved(_)
            | Self::DrawerOpened(_)
            | Self::TransactionCompleted(_)
            | Self::ShiftClosed(_)
            | Self::StockMoved(_)
            | Self::ReceiptReprinted(_)
            | Self::Unknown { .. } => None,
        }
    }

    /// The changes of products; empty if the entry is of another kind.
    pub fn product_changes(&self) -> &[ProductChange] {
        match self {
            Self::ProductsChanged(body) => &body.changes,
            Self::RegisterOpened(_)
            | Self::StoreChanged(_)
            | Self::UserChanged(_)
            | Self::ShiftOpened(_)
            | Self::CashMoved(_)
            | Self::DrawerOpened(_)
            | Self::TransactionCompleted(_)
            | Self::ShiftClosed(_)
            | Self::StockMoved(_)
            | Self::ReceiptReprinted(_)
            | Self::Unknown { .. } => &[],
        }
    }

    /// The closing report, if the entry closes a shift.
    pub fn shift_report(&self) -> Option<&ShiftReport> {
        match self {
            Self::ShiftClosed(body) => Some(&body.report),
            Self::RegisterOpened(_)
            | Self::StoreChanged(_)
            | Self::UserChanged(_)
            | Self::ProductsChanged(_)
            | Self::ShiftOpened(_)
            | Self::CashMoved(_)
            | Self::DrawerOpened(_)
            | Self::TransactionCompleted(_)
            | Self::StockMoved(_)
            | Self::ReceiptReprinted(_)
            | Self::Unknown { .. } => None,
        }
    }

    /// The sale or refund, if the entry is one.
    pub fn transaction(&self) -> Option<&TransactionBody> {
        match self {
            Self::TransactionCompleted(body) => Some(body),
            Self::RegisterOpened(_)
            | Self::StoreChanged(_)
            | Self::UserChanged(_)
            | Self::ProductsChanged(_)
            | Self::ShiftOpened(_)
            | Self::CashMoved(_)
            | Self::DrawerOpened(_)
            | Self::ShiftClosed(_)
            | Self::StockMoved(_)
            | Self::ReceiptReprinted(_)
            | Self::Unknown { .. } => None,
        }
    }
}

/// The stock that comes with a change of a product, such as the stock column of an import.
fn opening_stock(change: &ProductChange) -> Option<StockMovement> {
    (change.stock_delta_thousandths != 0).then_some(StockMovement {
        product_id: change.product_id,
        delta_thousandths: change.stock_delta_thousandths,
        reason: StockReason::Opening,
    })
}
