//! What came back, and what is known to be missing.

use domain::receipt_number::ReceiptPrefix;
use ledger::Ledger;
use sync_driver::HighWaterMark;

use crate::error::AppError;
use crate::key::KeyLocation;
use crate::shop::register_name;
use crate::view::{MissingView, ReceiptMark, RestoreView};

/// What is read before the new epoch begins.
pub(super) struct BackupContents {
    entries: u64,
    missing: Option<MissingView>,
}

/// Reads the backup's ledger, and the mark that this computer's key may have of it.
pub(super) fn read(
    ledger: &Ledger,
    key_location: &KeyLocation,
) -> Result<BackupContents, AppError> {
    let mark = key_location.read_mark()?;
    let mark = mark.as_deref().and_then(HighWaterMark::from_text);
    let missing = match mark {
        Some(mark) if !mark.is_reached_by(ledger)? => Some(missing(ledger, mark)?),
        _ => None,
    };
    Ok(BackupContents {
        entries: ledger.health()?.entry_count,
        missing,
    })
}

fn missing(ledger: &Ledger, mark: HighWaterMark) -> Result<MissingView, AppError> {
    let head = ledger.head()?;
    let is_same_epoch = head.epoch == mark.head.epoch;
    let receipt = mark.receipt_number.zip(mark.receipt_at_ms);
    Ok(MissingView {
        entries: is_same_epoch.then(|| mark.head.seq.saturating_sub(head.seq)),
        last_receipt: receipt.map(|(receipt_number, at_ms)| ReceiptMark {
            receipt_number,
            at_ms,
        }),
    })
}

/// The report of a ledger whose new epoch has begun.
pub(super) fn view(ledger: &Ledger, found: BackupContents) -> Result<RestoreView, AppError> {
    let last = ledger.last_receipt()?;
    let register_name = register_name(ledger)?;
    let epoch = ledger.identity().epoch;
    let prefix = ReceiptPrefix::from_register_name(&register_name, Some(epoch));
    let store = ledger.store_settings()?;
    Ok(RestoreView {
        store_name: store.map(|store| store.store_name).unwrap_or_default(),
        register_name,
        entries: found.entries,
        transactions: ledger.transaction_count()?,
        last_receipt: last.map(|last| ReceiptMark {
            receipt_number: last.receipt_number,
            at_ms: last.recorded_at_ms,
        }),
        users: u64::try_from(ledger.users()?.len()).unwrap_or(u64::MAX),
        products: ledger.product_count()?,
        has_server: ledger.sync_state()?.enrolment.is_some(),
        next_receipt_number: prefix.number(1),
        missing: found.missing,
    })
}
