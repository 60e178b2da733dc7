//! Edits that arrived before their product: taken when it comes.
//!
//! A product reaches the other registers through the server, so its log comes first, as a rule. A
//! server that came back from an older backup is refilled by all registers at once, in any order.

use domain::entry::body::ProductsChanged;
use domain::entry::{EntryBody, EntryKind};
use domain::feed::FeedOrigin;
use tokio_postgres::Row;
use uuid::Uuid;

use crate::database::{DatabaseError, DbTransaction};

/// An edit that stands aside because a product of it is not known.
pub(super) struct WaitingEdit {
    /// Whose it is.
    pub(super) origin: FeedOrigin,
    /// What it says.
    pub(super) body: ProductsChanged,
    epoch: Uuid,
    seq: i64,
}

/// The edits that wait, in the order in which they arrived; held until the commit.
pub(super) async fn load(transaction: &DbTransaction) -> Result<Vec<WaitingEdit>, DatabaseError> {
    const LOAD: &str = include_str!("../sql/waiting_load.sql");
    let rows = transaction
        .query(LOAD, &[&transaction.organization_id()])
        .await?;
    let edits: Result<Vec<_>, _> = rows.iter().map(read).collect();
    Ok(edits?.into_iter().flatten().collect())
}

/// An edit; `None` of what this program cannot read any more.
fn read(row: &Row) -> Result<Option<WaitingEdit>, DatabaseError> {
    let version: i32 = row.try_get(4)?;
    let version = u16::try_from(version).unwrap_or(u16::MAX);
    let bytes: &[u8] = row.try_get(5)?;
    let Ok(EntryBody::ProductsChanged(body)) =
        EntryBody::decode(&EntryKind::ProductsChanged, version, bytes)
    else {
        return Ok(None);
    };
    Ok(Some(WaitingEdit {
        origin: FeedOrigin {
            register_id: row.try_get(0)?,
            entry_id: row.try_get(3)?,
        },
        body,
        epoch: row.try_get(1)?,
        seq: row.try_get(2)?,
    }))
}

/// Notes that these count now.
pub(super) async fn finish(
    transaction: &DbTransaction,
    edits: &[WaitingEdit],
) -> Result<(), DatabaseError> {
    const FINISH: &str = include_str!("../sql/waiting_finish.sql");
    if edits.is_empty() {
        return Ok(());
    }
    let registers: Vec<Uuid> = edits.iter().map(|edit| edit.origin.register_id).collect();
    let epochs: Vec<Uuid> = edits.iter().map(|edit| edit.epoch).collect();
    let seqs: Vec<i64> = edits.iter().map(|edit| edit.seq).collect();
    let organization_id = transaction.organization_id();
    transaction
        .execute(FINISH, &[&organization_id, &registers, &epochs, &seqs])
        .await?;
    Ok(())
}
