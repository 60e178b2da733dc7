//! The documents: receipts and shift reports, laid out for one paper width.

use domain::receipt::{
    Align, ReceiptLine, SaleSlip, ShiftEnd, ShiftSlip, layout, sale_receipt, shift_receipt,
};
use domain::store::StoreSettings;
use ledger::{Ledger, StoredTransaction};
use uuid::Uuid;

use crate::error::AppError;
use crate::shop::{Shop, register_name};
use crate::view::{ReceiptAlign, ReceiptLineView, ReceiptView};

/// What heads a receipt, as it was when the receipt was issued.
pub(crate) struct ReceiptHead {
    pub(crate) store: StoreSettings,
    pub(crate) cashier_name: String,
}

impl ReceiptHead {
    /// Reads it from the ledger.
    pub(crate) fn read(ledger: &Ledger, transaction: &StoredTransaction) -> Result<Self, AppError> {
        let store = ledger
            .store_settings_at(transaction.row.position)?
            .ok_or(AppError::Defect("a transaction before any store settings"))?;
        Ok(Self {
            store,
            cashier_name: full_name(ledger, transaction.body.cashier_id)?,
        })
    }
}

impl Shop {
    /// The receipt as the printer prints it, for the screen.
    pub(crate) fn receipt_of(
        &self,
        transaction: &StoredTransaction,
        head: &ReceiptHead,
    ) -> Result<ReceiptView, AppError> {
        let columns = self.settings().own.columns();
        let lines = receipt_lines(transaction, head, None, columns)?;
        Ok(ReceiptView {
            columns: u32::from(columns),
            lines: lines
                .into_iter()
                .map(|line| line_view(line, columns))
                .collect(),
        })
    }
}

/// The lines of a receipt.
pub(super) fn receipt_lines(
    transaction: &StoredTransaction,
    head: &ReceiptHead,
    copy: Option<u32>,
    columns: u16,
) -> Result<Vec<ReceiptLine>, AppError> {
    let receipt = sale_receipt(&SaleSlip {
        transaction: &transaction.body,
        store: &head.store,
        cashier_name: &head.cashier_name,
        recorded_at_ms: transaction.row.recorded_at_ms,
        utc_offset_minutes: transaction.row.utc_offset_minutes,
        entry_hash: &transaction.hash,
        copy,
    })?;
    Ok(layout(&receipt, columns))
}

/// The lines of a shift's report.
pub(super) fn shift_lines(
    ledger: &Ledger,
    shift_id: Uuid,
    columns: u16,
) -> Result<Vec<ReceiptLine>, AppError> {
    let shift = ledger
        .shift(shift_id)?
        .ok_or(AppError::NotFound { what: "shift" })?;
    let store = ledger
        .store_settings()?
        .ok_or(AppError::Defect("a shift before any store settings"))?;
    let opened_by = full_name(ledger, shift.opened_by)?;
    let closing = shift.closing.as_ref();
    let closed_by = closing
        .map(|closing| full_name(ledger, closing.closed_by))
        .transpose()?;
    let report = match closing {
        Some(closing) => closing.report.clone(),
        None => shift.totals.report()?,
    };
    let receipt = shift_receipt(&ShiftSlip {
        report: &report,
        store: &store,
        register_name: &register_name(ledger)?,
        number: shift.number,
        opened_by: &opened_by,
        opened_at_ms: shift.opened_at_ms,
        end: closing.map(|closing| ShiftEnd {
            closed_by: closed_by.as_deref().unwrap_or_default(),
            closed_at_ms: closing.closed_at_ms,
            counted_cents: closing.counted_cents,
        }),
        utc_offset_minutes: shift.utc_offset_minutes,
        show_expected: closing.is_some(),
        copy: None,
    })?;
    Ok(layout(&receipt, columns))
}

fn full_name(ledger: &Ledger, user_id: Uuid) -> Result<String, AppError> {
    let profile = ledger.user(user_id)?.and_then(|user| user.profile);
    Ok(profile.map(|profile| profile.full_name).unwrap_or_default())
}

/// A code to scan is shown as its digits in the middle of the line.
fn line_view(line: ReceiptLine, columns: u16) -> ReceiptLineView {
    let width = usize::from(columns);
    let text = if line.code {
        format!("{:^width$}", line.text)
    } else {
        line.text
    };
    ReceiptLineView {
        text,
        bold: line.bold,
        double: line.double,
        align: match line.align {
            Align::Left => ReceiptAlign::Left,
            Align::Center => ReceiptAlign::Center,
            Align::Right => ReceiptAlign::Right,
        },
    }
}
