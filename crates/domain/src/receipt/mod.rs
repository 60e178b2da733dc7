//! The receipt: one document model for the preview, the printer and every copy.
//!
//! A document is made of blocks ([`Receipt`]); [`layout()`] turns it into lines of exactly the
//! printer's width. Printers themselves are in another crate.

mod layout;
mod moment;
mod sale;
mod shift;
mod terms;
mod wrap;

pub use layout::{MIN_COLUMNS, layout};
pub use moment::moment_text;
pub use sale::{SaleSlip, sale_receipt};
pub use shift::{ShiftEnd, ShiftSlip, shift_receipt};
pub use wrap::display_width;

use serde::{Deserialize, Serialize};

use crate::currency::CurrencyError;
use crate::money::MoneyError;
use crate::shift::ShiftError;

/// A document, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Receipt {
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Text that wraps at the edge.
    Text {
        text: String,
        /// Its alignment.
        align: Align,
        /// How it looks.
        style: Style,
    },
    /// A label at the left and a figure at the right of one line.
    Pair {
        /// The label.
        left: String,
        /// The figure.
        right: String,
        /// How both look.
        style: Style,
    },
    /// A line across the paper.
    Rule,
    /// An empty line.
    Blank,
    /// A text to scan, as Code 128 or QR.
    Code(String),
}

/// The alignment of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Align {
    Left,
    /// In the middle.
    Center,
    Right,
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// As it is.
    Plain,
    Bold,
    /// Bold, twice as wide and as high.
    Large,
}

/// A line as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptLine {
    /// The text, padded with blanks to the full width (half of it when `double`), which align it.
    /// In a `code` line it is the text to be scanned, without blanks.
    pub text: String,
    pub bold: bool,
    /// Twice as wide and as high.
    pub double: bool,
    /// The alignment, for a renderer that trims and aligns the text itself.
    pub align: Align,
    /// The line is to be drawn as a code that can be scanned.
    pub code: bool,
}

/// Why a document cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// The currency cannot be used.
    #[error(transparent)]
    Currency(#[from] CurrencyError),
    /// A figure leaves its range.
    #[error("a figure of the receipt is out of range")]
    OutOfRange,
    /// The moment is not a date of the calendar.
    #[error("the moment is no date of the calendar")]
    MomentOutOfRange,
    /// The shift's figures contradict each other.
    #[error(transparent)]
    Shift(#[from] ShiftError),
}

impl From<MoneyError> for ReceiptError {
    fn from(_: MoneyError) -> Self {
        Self::OutOfRange
    }
}

impl Receipt {
    fn text(&mut self, text: impl Into<String>, align: Align, style: Style) {
        let text = text.into();
        // An empty text (a store without a phone) takes no line.
        if !text.trim().is_empty() {
            self.blocks.push(Block::Text { text, align, style });
        }
    }

    fn pair(&mut self, left: impl Into<String>, right: impl Into<String>, style: Style) {
        self.blocks.push(Block::Pair {
            left: left.into(),
            right: right.into(),
            style,
        });
    }

    fn rule(&mut self) {
        self.blocks.push(Block::Rule);
    }

    fn blank(&mut self) {
        self.blocks.push(Block::Blank);
    }

    fn code(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Code(text.into()));
    }
}
