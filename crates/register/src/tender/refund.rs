//! A refund of a known sale: never more than was sold, less what was refunded before.

use std::collections::HashMap;

use domain::cart::{Cart, TransactionKind};
use domain::transaction::TransactionBody;
use ledger::Commit;
use uuid::Uuid;

use crate::error::AppError;

/// Refuses a refund that takes back more of a product than the sale it names left with the
/// customer.
pub(super) fn check_refund(
    commit: &Commit<'_>,
    sale_id: Uuid,
    refund: &Cart,
) -> Result<(), AppError> {
    let (sale, refunds) = commit
        .transaction_with_refunds(sale_id)?
        .filter(|(sale, _)| sale.kind == TransactionKind::Sale)
        .ok_or(AppError::NotFound { what: "sale" })?;
    let mut left: HashMap<Uuid, i128> = HashMap::new();
    for (product_id, thousandths) in quantities(&sale) {
        *left.entry(product_id).or_default() += thousandths;
    }
    for (product_id, thousandths) in refunds.iter().flat_map(quantities) {
        *left.entry(product_id).or_default() -= thousandths;
    }
    for item in refund.items() {
        let left = left.entry(item.product_id).or_default();
        *left -= i128::from(item.quantity_thousandths.thousandths());
        if *left < 0 {
            return Err(AppError::RefundExceedsSale);
        }
    }
    Ok(())
}

fn quantities(body: &TransactionBody) -> impl Iterator<Item = (Uuid, i128)> + '_ {
    body.items.iter().map(|item| {
        (
            item.product_id,
            i128::from(item.quantity_thousandths.thousandths()),
        )
    })
}
