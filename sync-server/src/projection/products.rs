//! Edits of products: loaded, merged by the domain's rule, written.

use domain::catalog::ProductChange;
use domain::catalog::merge::MergeError;
use protocol::QuarantineReason;

use super::Arrival;
use super::deferred_edits::{self, DeferredEdit};
use super::product_edits::ProductEdits;
use super::quarantine::QuarantineList;
use crate::database::{DatabaseError, DbTransaction};
use crate::feed::ChangedEntity;
use protocol::receive::{Quarantine, VerifiedEntry};

/// Applies edits of products. Every product that one of them names counts as changed, even if its
/// values stay the same, so that the register that made the edit learns the outcome.
pub(super) async fn project(
    transaction: &DbTransaction,
    arrival: &Arrival<'_>,
    edits: &[(&VerifiedEntry, &[ProductChange])],
    quarantine: &mut QuarantineList,
) -> Result<Vec<ChangedEntity>, DatabaseError> {
    if edits.is_empty() {
        return Ok(Vec::new());
    }
    let mut named: Vec<_> = edits.iter().map(|(_, changes)| *changes).collect();
    let deferred = if named.iter().any(|changes| may_create(changes)) {
        deferred_edits::load(transaction).await?
    } else {
        Vec::new()
    };
    named.extend(deferred.iter().map(|edit| &edit.changes[..]));
    let mut products = ProductEdits::load(transaction, &named).await?;
    for (entry, changes) in edits {
        let merged = products.merge(arrival.origin(entry), changes, arrival.server_time_ms);
        if let Err(error) = merged {
            quarantine.add(entry, Quarantine::held(reason(error), error));
        }
        // A deferred edit waits, but its stock has moved in any case.
        if matches!(merged, Ok(()) | Err(MergeError::ProductUnknown { .. })) {
            products.add_opening_stock(entry.seq, changes);
        }
    }
    take_deferred(transaction, arrival, &mut products, deferred).await?;
    products.write(transaction, arrival).await?;
    Ok(products.into_changed())
}

/// Applies the edits whose products have arrived; the others stay deferred.
async fn take_deferred(
    transaction: &DbTransaction,
    arrival: &Arrival<'_>,
    products: &mut ProductEdits,
    deferred: Vec<DeferredEdit>,
) -> Result<(), DatabaseError> {
    let mut take = |edit: &DeferredEdit| {
        let merged = products.merge(edit.origin, &edit.changes, arrival.server_time_ms);
        merged.is_ok()
    };
    let taken: Vec<DeferredEdit> = deferred.into_iter().filter(|edit| take(edit)).collect();
    deferred_edits::finish(transaction, &taken).await
}

fn may_create(changes: &[ProductChange]) -> bool {
    changes.iter().any(|change| change.base_revision == 0)
}

const fn reason(error: MergeError) -> QuarantineReason {
    match error {
        MergeError::ProductUnknown { .. } => QuarantineReason::ReferenceUnknown,
        MergeError::Catalog(_) => QuarantineReason::BodyInvalid,
    }
}
