//! Edits that arrived before their product. They are applied when it arrives.
//!
//! A product reaches the other registers through the server, so its log usually comes first. But a
//! server that was restored from an older backup is refilled by all registers at once, in any
//! order.

use domain::catalog::ProductChange;
use domain::entry::{EntryBody, EntryKind};
use domain::feed::FeedOrigin;

use crate::database::{DatabaseError, DbTransaction};
use crate::table::quarantine::{self, DeferredRow, LogPosition};

/// An edit that is in quarantine because one of its products is not known.
pub(super) struct DeferredEdit {
    pub(super) origin: FeedOrigin,
    pub(super) changes: Vec<ProductChange>,
    at: LogPosition,
}

/// The deferred edits in the order of arrival, locked until the commit. Those that this program
/// cannot read are left out.
pub(super) async fn load(transaction: &DbTransaction) -> Result<Vec<DeferredEdit>, DatabaseError> {
    let rows = quarantine::deferred_edits(transaction).await?;
    Ok(rows.iter().filter_map(read).collect())
}

fn read(row: &DeferredRow) -> Option<DeferredEdit> {
    let kind = EntryKind::ProductsChanged;
    let body = EntryBody::decode(&kind, row.version, &row.body).ok()?;
    Some(DeferredEdit {
        origin: FeedOrigin {
            register_id: row.at.register_id,
            entry_id: row.entry_id,
        },
        changes: body.product_changes().to_vec(),
        at: row.at,
    })
}

/// Records that these edits count now.
pub(super) async fn finish(
    transaction: &DbTransaction,
    edits: &[DeferredEdit],
) -> Result<(), DatabaseError> {
    let positions: Vec<LogPosition> = edits.iter().map(|edit| edit.at).collect();
    quarantine::mark_projected(transaction, &positions).await
}
