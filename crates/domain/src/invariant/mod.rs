//! The promises as one checker over a log: used by verification, by tests and by the server.
//!
//! Entries are pushed in the order of the log; the checker keeps the sums that it needs and stops
//! at the first entry that breaks a promise. The promises, by number:
//! - 3: the chain has no gap, each entry holds the hash of the one before, the register signed it;
//! - 6: money adds up, in each document, in its postings and in the drawer;
//! - 7: stock is a sum of movements;
//! - 8: receipt numbers have no gaps.

mod chain;
mod history;
mod trade;

use uuid::Uuid;

use crate::entry::kinds::EpochCause;
use crate::entry::{BodyError, Entry, EntryBody, EntryError, Head};
use crate::posting::PostingError;
use crate::receipt_number::ReceiptNumberError;
use crate::shift::ShiftError;
use crate::shift_totals::ShiftTotals;
use crate::stock::{StockError, StockLevels};

use chain::{ChainChecker, Occurrence};
use trade::Trade;

/// Checks a log, entry by entry.
#[derive(Debug, Default)]
pub struct Checker {
    chain: ChainChecker,
    trade: Trade,
    is_repeated: bool,
}

/// The first entry that breaks a promise.
#[derive(Debug, thiserror::Error)]
#[error("promise {promise} is broken at seq {seq} of epoch {epoch}: {what}")]
pub struct Violation {
    /// The promise's number.
    pub promise: u8,
    /// The entry's epoch.
    pub epoch: Uuid,
    /// The entry's seq.
    pub seq: u64,
    /// The broken rule.
    pub what: Breach,
}

/// How a promise can be broken.
#[derive(Debug, thiserror::Error)]
pub enum Breach {
    #[error(transparent)]
    Chain(#[from] EntryError),
    /// An epoch does not begin with a `register_opened` that names its key.
    #[error("the epoch does not begin with register_opened at seq 1")]
    EpochWithoutOpening,
    /// `register_opened` is not at seq 1.
    #[error("register_opened is inside an epoch")]
    OpeningInsideEpoch,
    /// A later epoch continues a head that is not in the log.
    #[error("the epoch continues another head (cause {cause:?})")]
    EpochContinuesOtherHead {
        /// Why the epoch began.
        cause: EpochCause,
    },
    /// A later epoch does not name a head.
    #[error("the epoch names no head to continue")]
    EpochContinuesNothing,
    /// A later epoch does not begin with all documents after the head that it continues, in the
    /// same order.
    #[error("the epoch does not repeat the documents after the head that it continues")]
    DocumentNotRepeated,
    /// The entry belongs to another register or organization.
    #[error("the entry belongs to another register or organization")]
    ForeignEntry,
    /// The body cannot be read, or breaks a rule by itself.
    #[error(transparent)]
    Body(#[from] BodyError),
    /// The postings do not balance.
    #[error(transparent)]
    Posting(#[from] PostingError),
    /// The arithmetic of the shift.
    #[error(transparent)]
    Shift(#[from] ShiftError),
    /// A shift opens while another is open.
    #[error("a shift opens while another is open")]
    ShiftOpenedTwice,
    /// Money moves outside the open shift.
    #[error("money moves outside the open shift")]
    OutsideShift,
    /// The closing report is not the fold of the shift's entries.
    #[error("the closing report is not what the shift's entries add up to")]
    ReportDiffers,
    /// The level of a product.
    #[error(transparent)]
    Stock(#[from] StockError),
    /// A movement has a quantity of zero.
    #[error("a stock movement moves nothing")]
    StockMovesNothing,
    /// The receipt number is a gap or a repetition.
    #[error("expected receipt {expected}, found {found}")]
    ReceiptNotNext {
        /// The last receipt seq + 1.
        expected: u64,
        /// The receipt seq of the transaction.
        found: u64,
    },
    /// The printed number and the receipt seq differ, or the prefix changed within the epoch.
    #[error("the receipt number {number} does not belong to its seq and epoch")]
    ReceiptNumberDiffers {
        /// The printed number.
        number: String,
    },
    /// The printed number does not have the shape of a receipt number.
    #[error(transparent)]
    ReceiptNumber(#[from] ReceiptNumberError),
}

impl Breach {
    /// The number of the promise this breaks.
    pub const fn promise(&self) -> u8 {
        match self {
            Self::Chain(_)
            | Self::EpochWithoutOpening
            | Self::OpeningInsideEpoch
            | Self::EpochContinuesOtherHead { .. }
            | Self::EpochContinuesNothing
            | Self::DocumentNotRepeated
            | Self::ForeignEntry => 3,
            Self::Body(_)
            | Self::Posting(_)
            | Self::Shift(_)
            | Self::ShiftOpenedTwice
            | Self::OutsideShift
            | Self::ReportDiffers => 6,
            Self::Stock(_) | Self::StockMovesNothing => 7,
            Self::ReceiptNotNext { .. }
            | Self::ReceiptNumberDiffers { .. }
            | Self::ReceiptNumber(_) => 8,
        }
    }
}

impl Checker {
    /// A checker before the first entry of a log.
    pub fn new() -> Self {
        Self::default()
    }

    /// Checks the next entry and returns its body. Drop the checker after a violation: entries
    /// after a broken one are meaningless.
    pub fn push(&mut self, entry: &Entry) -> Result<EntryBody, Violation> {
        self.examine(entry).map_err(|what| Violation {
            promise: what.promise(),
            epoch: entry.header.epoch,
            seq: entry.header.seq,
            what,
        })
    }

    /// Whether the log may end here. An epoch that has not repeated all its documents was cut off.
    pub fn finish(&self) -> Result<(), Violation> {
        let Some(head) = self.chain.head() else {
            return Ok(());
        };
        self.chain.finish().map_err(|what| Violation {
            promise: what.promise(),
            epoch: head.epoch,
            seq: head.seq,
            what,
        })
    }

    fn examine(&mut self, entry: &Entry) -> Result<EntryBody, Breach> {
        // Check the chain first: the body of a broken entry is not worth reading.
        let place = self.chain.push(entry)?;
        let body = EntryBody::decode(&entry.header.kind, entry.header.version, &entry.body)?;
        self.is_repeated = place == Occurrence::Repeated;
        match place {
            Occurrence::Opening => self.trade.begin_epoch(),
            Occurrence::First => self.trade.push(&body)?,
            // Promise 2: a document counts where it occurred first.
            Occurrence::Repeated => {}
        }
        Ok(body)
    }

    /// Whether the last entry repeats a document of an earlier epoch, where it counts.
    pub const fn is_repeated(&self) -> bool {
        self.is_repeated
    }

    /// The last entry that was checked.
    pub const fn head(&self) -> Option<&Head> {
        self.chain.head()
    }

    /// The stock levels so far.
    pub const fn stock(&self) -> &StockLevels {
        self.trade.stock()
    }

    /// The open shift and its figures so far.
    pub const fn open_shift(&self) -> Option<(Uuid, &ShiftTotals)> {
        self.trade.open_shift()
    }

    /// The receipt seq of the last transaction of this epoch; 0 before the first.
    pub const fn last_receipt_seq(&self) -> u64 {
        self.trade.last_receipt_seq()
    }
}
