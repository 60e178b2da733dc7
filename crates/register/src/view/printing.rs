//! Receipts on the screen, and the queue in front of the printer.

use crate::error::ErrorCode;
use peripherals::escpos::CodePage;
use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

/// How a printer is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PrinterKind {
    /// No printer.
    #[default]
    None,
    /// The bytes go to the end of a file.
    File,
    /// A network printer, `host:9100`.
    Tcp,
    /// A device path such as `/dev/usb/lp0`.
    Device,
}

/// The receipt printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PrinterInput {
    /// How it is reached.
    pub kind: PrinterKind,
    /// File, address or device; empty for none.
    pub target: String,
    /// Characters on a line: 32, 42 or 48.
    pub columns: u32,
    /// Cut the paper after a receipt.
    pub cut: bool,
    /// Open the drawer when cash is paid.
    pub kick_drawer: bool,
    /// The drawer's connector pin: 2 or 5.
    pub drawer_pin: u32,
    /// Which letters beside the plain ones the printer has.
    pub code_page: CodePage,
}

impl Default for PrinterInput {
    fn default() -> Self {
        Self {
            kind: PrinterKind::None,
            target: String::new(),
            columns: 32,
            cut: true,
            kick_drawer: true,
            drawer_pin: 2,
            code_page: CodePage::default(),
        }
    }
}

/// Where text stands on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptAlign {
    Left,
    /// In the middle.
    Center,
    Right,
}

/// One line of a receipt, padded to the paper's width.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReceiptLineView {
    /// The characters.
    pub text: String,
    pub bold: bool,
    /// Twice as wide and high.
    pub double: bool,
    /// Where the text stands.
    pub align: ReceiptAlign,
}

/// A receipt as it comes out of the printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReceiptView {
    /// Characters on a line.
    pub columns: u32,
    pub lines: Vec<ReceiptLineView>,
}

/// The state of a sale's receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptState {
    /// Waits for the printer.
    Queued,
    /// On its way.
    Printing,
    /// On paper.
    Printed,
    /// The printer did not take it; it is tried again.
    Failed,
    /// The printer stopped in the middle; a person decides.
    Interrupted,
    /// There is no printer, or the receipt was discarded.
    None,
}

/// The state of a print job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PrintJobState {
    /// Waits for its turn.
    Queued,
    /// On its way.
    Printing,
    /// On paper.
    Printed,
    /// Not printed; tried again by itself.
    Failed,
    /// Perhaps partly printed; a person decides.
    Interrupted,
    /// Given up by a person.
    Discarded,
}

/// What a print job prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PrintedDocument {
    /// The receipt of a sale or refund.
    Receipt,
    /// A copy of a receipt.
    Copy,
    /// The report of a shift.
    ShiftReport,
    /// The test page.
    Test,
}

/// One job in front of the printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PrintJobView {
    #[specta(type = Number)]
    pub job_id: i64,
    pub what: PrintedDocument,
    /// The receipt number or the shift's number.
    pub label: String,
    pub state: PrintJobState,
    /// Tries so far.
    pub attempts: u32,
    /// Why the last try failed.
    pub error_code: Option<ErrorCode>,
    /// When it was queued.
    #[specta(type = Number)]
    pub created_at_ms: i64,
}

/// The queue in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct QueueView {
    /// Jobs that will be printed by themselves.
    pub waiting: u32,
    /// Jobs that failed or were interrupted.
    pub failed: u32,
    /// Why the last one failed.
    pub last_error_code: Option<ErrorCode>,
}
