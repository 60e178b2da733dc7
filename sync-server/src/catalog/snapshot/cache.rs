//! Snapshots that are kept: one an organization.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as AsyncMutex, Semaphore};
use tokio::time::Instant;
use uuid::Uuid;

use super::build::{SnapshotError, build};
use super::file::Snapshot;
use crate::catalog::reader::FeedHead;
use crate::database::{Database, DatabaseError, Durability};

/// How far behind the feed a kept snapshot may be: the register pulls the rest in one page.
const BEHIND_MAX: u64 = 1_000;
/// How long a snapshot that nobody asks for is kept.
const KEPT_FOR: Duration = Duration::from_mins(15);
/// Snapshots that are built at once on one node; others wait.
const BUILDING_MAX: usize = 2;

/// The snapshots of one node.
pub(in crate::catalog) struct Snapshots {
    slots: Mutex<HashMap<Uuid, Slot>>,
    building: Semaphore,
}

/// The place of one organization. Whoever holds it builds, and the others wait for the result.
#[derive(Clone)]
struct Slot {
    place: Arc<AsyncMutex<Option<Arc<Snapshot>>>>,
    used: Instant,
}

impl Default for Snapshots {
    fn default() -> Self {
        Self {
            slots: Mutex::default(),
            building: Semaphore::new(BUILDING_MAX),
        }
    }
}

impl std::fmt::Debug for Snapshots {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Snapshots").finish_non_exhaustive()
    }
}

impl Snapshots {
    /// A snapshot of the organization: the one that somebody has a part of (`part_of`, an entity
    /// tag) while it is kept, else one that is fresh enough, else a new one.
    pub(super) async fn find(
        &self,
        database: &Database,
        organization_id: Uuid,
        part_of: Option<&str>,
    ) -> Result<Arc<Snapshot>, SnapshotError> {
        let place = self.place(organization_id);
        let mut kept = place.lock().await;
        if let Some(snapshot) = kept.as_ref() {
            let goes_on = part_of.is_some_and(|tag| tag == snapshot.etag());
            if goes_on || is_fresh(snapshot, head(database, organization_id).await?) {
                return Ok(Arc::clone(snapshot));
            }
        }
        let _permit = self.building.acquire().await;
        let snapshot = Arc::new(build(database, organization_id).await?);
        tracing::info!(
            %organization_id,
            feed_seq = snapshot.feed_seq,
            bytes = snapshot.bytes,
            "built a snapshot"
        );
        *kept = Some(Arc::clone(&snapshot));
        Ok(snapshot)
    }

    /// The place of an organization; those that nobody asked for in a while are given up.
    fn place(&self, organization_id: Uuid) -> Arc<AsyncMutex<Option<Arc<Snapshot>>>> {
        let now = Instant::now();
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.retain(|_, slot| now.duration_since(slot.used) < KEPT_FOR);
        let slot = slots.entry(organization_id).or_insert_with(|| Slot {
            place: Arc::default(),
            used: now,
        });
        slot.used = now;
        Arc::clone(&slot.place)
    }
}

fn is_fresh(snapshot: &Snapshot, head: FeedHead) -> bool {
    // A database that came back older has a counter below the snapshot's.
    let behind = head.feed_seq.checked_sub(snapshot.feed_seq);
    head.feed_epoch == snapshot.feed_epoch && behind.is_some_and(|rows| rows <= BEHIND_MAX)
}

async fn head(database: &Database, organization_id: Uuid) -> Result<FeedHead, DatabaseError> {
    let transaction = database
        .begin(organization_id, Durability::Snapshot)
        .await?;
    let head = FeedHead::read(&transaction).await?;
    transaction.rollback().await?;
    Ok(head)
}
