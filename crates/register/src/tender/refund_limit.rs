//! A refund of a known sale takes back no more than the sale left with the customer.

use domain::cart::Cart;
use ledger::Commit;
use uuid::Uuid;

use crate::error::AppError;

/// Checks a refund against the sale that it names and the refunds before it.
pub(super) fn check_refund(
    commit: &Commit<'_>,
    sale_id: Uuid,
    refund: &Cart,
) -> Result<(), AppError> {
    let (sale, refunds) = commit
        .transaction_with_refunds(sale_id)?
        .ok_or(AppError::NotFound { what: "sale" })?;
    Ok(domain::refund::check_refund(&sale, &refunds, refund)?)
}
