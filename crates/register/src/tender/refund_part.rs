//! A refund of a known sale: at what was paid for it, and no more than it left with the customer.

use domain::quantity::Quantity;
use domain::refund::{RefundPart, price_refund};
use ledger::Commit;
use uuid::Uuid;

use crate::error::AppError;

/// Prices what comes back of the sale, after the refunds before it.
pub(super) fn refund_part(
    commit: &Commit<'_>,
    refund_id: Uuid,
    sale_id: Uuid,
    wanted: &[(Uuid, Quantity)],
) -> Result<RefundPart, AppError> {
    let (sale, refunds) = commit
        .transaction_with_refunds(sale_id)?
        .ok_or(AppError::NotFound { what: "sale" })?;
    Ok(price_refund(refund_id, &sale, &refunds, wanted)?)
}
