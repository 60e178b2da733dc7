//! Who approved something in the running sale, until it is part of the entry.

use domain::user::Approval;
use ledger::{Commit, Ledger};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::AppError;

const NAME: &str = "cart_approvals";

#[derive(Serialize, Deserialize)]
struct CartApprovals {
    cart_id: Uuid,
    approvals: Vec<Approval>,
}

/// Keeps an approval with the cart it was given for.
pub(super) fn remember(
    commit: &mut Commit<'_>,
    cart_id: Uuid,
    approval: Approval,
) -> Result<(), AppError> {
    let mut approvals = approvals_of(commit, cart_id)?;
    if !approvals.contains(&approval) {
        approvals.push(approval);
    }
    Ok(commit.preference_set(NAME, &CartApprovals { cart_id, approvals })?)
}

/// The approvals of this cart; those of an earlier one are past.
pub(crate) fn approvals_of(commit: &Commit<'_>, cart_id: Uuid) -> Result<Vec<Approval>, AppError> {
    Ok(of_cart(commit.preference(NAME)?, cart_id))
}

/// See [`approvals_of`]; outside a commit.
pub(super) fn approvals_so_far(ledger: &Ledger, cart_id: Uuid) -> Result<Vec<Approval>, AppError> {
    Ok(of_cart(ledger.preference(NAME)?, cart_id))
}

fn of_cart(kept: Option<CartApprovals>, cart_id: Uuid) -> Vec<Approval> {
    kept.filter(|kept| kept.cart_id == cart_id)
        .map_or_else(Vec::new, |kept| kept.approvals)
}
