//! Edits of products: loaded, merged by the domain's rule, written.

use domain::catalog::merge::MergeError;
use domain::entry::EntryBody;
use domain::entry::body::ProductsChanged;
use protocol::QuarantineReason;

use super::shelf::Shelf;
use super::waiting::{self, WaitingEdit};
use crate::catalog::feed::Touched;
use crate::catalog::{CatalogPush, StoodAside};
use crate::database::{DatabaseError, DbTransaction};

/// Applies the push's `products_changed` entries. Every product that one of them names is touched,
/// also where nothing changed: the register that made the edit learns so what became of it.
pub(super) async fn project(
    transaction: &DbTransaction,
    push: &CatalogPush<'_>,
    touched: &mut Vec<Touched>,
    aside: &mut Vec<StoodAside>,
) -> Result<(), DatabaseError> {
    let entries: Vec<_> = push.of_kind(as_products).collect();
    if entries.is_empty() {
        return Ok(());
    }
    let mut bodies: Vec<_> = entries.iter().map(|(_, body)| *body).collect();
    let waiting = if bodies.iter().any(|body| may_make_a_product(body)) {
        waiting::load(transaction).await?
    } else {
        Vec::new()
    };
    bodies.extend(waiting.iter().map(|edit| &edit.body));
    let mut shelf = Shelf::load(transaction, &bodies).await?;
    for (entry, body) in entries {
        let taken = shelf.take(push.origin(entry), body, push.server_time_ms);
        if let Err(error) = taken {
            aside.push(StoodAside::whole(entry, reason(error), error));
        }
        // An edit that waits for its product waits without its stock: that has moved in any case.
        if matches!(taken, Ok(()) | Err(MergeError::ProductUnknown { .. })) {
            shelf.open_stock(entry.seq, body);
        }
    }
    take_waiting(transaction, push, &mut shelf, waiting).await?;
    shelf.write(transaction, push).await?;
    shelf.tell(touched);
    Ok(())
}

/// Takes those edits whose products have come; the others wait on.
async fn take_waiting(
    transaction: &DbTransaction,
    push: &CatalogPush<'_>,
    shelf: &mut Shelf,
    waiting: Vec<WaitingEdit>,
) -> Result<(), DatabaseError> {
    let mut take = |edit: &WaitingEdit| {
        let taken = shelf.take(edit.origin, &edit.body, push.server_time_ms);
        taken.is_ok()
    };
    let taken: Vec<WaitingEdit> = waiting.into_iter().filter(|edit| take(edit)).collect();
    waiting::finish(transaction, &taken).await
}

fn as_products(body: &EntryBody) -> Option<&ProductsChanged> {
    match body {
        EntryBody::ProductsChanged(body) => Some(body),
        _ => None,
    }
}

fn may_make_a_product(body: &ProductsChanged) -> bool {
    body.changes.iter().any(|change| change.base_revision == 0)
}

const fn reason(error: MergeError) -> QuarantineReason {
    match error {
        MergeError::ProductUnknown { .. } => QuarantineReason::ReferenceUnknown,
        MergeError::Catalog(_) => QuarantineReason::BodyInvalid,
    }
}
