//! The catalog: what registers' edits come to, and the feed that carries it down.

use axum::Router;
use domain::entry::EntryBody;
use sync::wire::{Profile, QuarantineReason};
use uuid::Uuid;

use crate::database::{DatabaseFault, DbTransaction};
use crate::http::AppState;

/// What of a push concerns the catalog, in the order of the log. The entries are new: none was projected before.
#[derive(Debug)]
pub struct CatalogPush<'push> {
    /// Whose log.
    pub register_id: Uuid,
    /// The store the register stands in.
    pub store_id: Uuid,
    /// `products_changed`, `user_changed` and `store_changed` entries.
    pub entries: Vec<CatalogEntry<'push>>,
    /// Names and PINs that came beside the log.
    pub profiles: &'push [Profile],
    /// Whether the register's own row changed in this database transaction.
    pub register_changed: bool,
    /// The server's clock, milliseconds since 1970-01-01 UTC.
    pub server_time_ms: i64,
}

/// One entry.
#[derive(Debug, Clone, Copy)]
pub struct CatalogEntry<'push> {
    /// Its seq.
    pub seq: u64,
    /// Its id.
    pub entry_id: Uuid,
    /// What it says.
    pub body: &'push EntryBody,
}

/// What became of it.
#[derive(Debug, Default)]
pub struct Projected {
    /// The feed's last number in this database transaction.
    pub feed_seq: u64,
    /// Entries that stand aside.
    pub aside: Vec<StoodAside>,
}

/// An entry that the catalog does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoodAside {
    /// Its seq.
    pub seq: u64,
    /// Why.
    pub reason: QuarantineReason,
    /// Why, in words.
    pub detail: String,
    /// Whether it counts all the same.
    pub projected: bool,
}

/// Applies a push to products, people and stores, inside the push's database transaction. It comes last there: the
/// feed's counter is taken here and held until the commit.
pub async fn project(
    transaction: &DbTransaction,
    push: &CatalogPush<'_>,
) -> Result<Projected, DatabaseFault> {
    let _applied = push;
    let row = transaction
        .query_opt(
            "select feed_seq from feed_counters where organization_id = $1",
            &[&transaction.organization_id()],
        )
        .await?;
    let feed_seq: i64 = row.map_or(Ok(0), |row| row.try_get(0))?;
    Ok(Projected {
        feed_seq: u64::try_from(feed_seq)
            .map_err(|_| DatabaseFault::OutOfRange { what: "feed_seq" })?,
        aside: Vec::new(),
    })
}

/// What this module keeps in memory, one for the whole server: hints for those who listen, work for its tasks.
#[derive(Debug, Default)]
pub struct Live {}

impl Live {
    /// A push of this organization was committed.
    pub fn pushed(&self, organization_id: Uuid, feed_seq: u64) {
        tracing::trace!(%organization_id, feed_seq, "pushed");
    }
}

/// Starts the tasks of this module; they end when the server stops.
pub fn start(state: &AppState) {
    let _stopping = state.stopping();
}

/// Pull, snapshot and events.
pub fn routes() -> Router<AppState> {
    Router::new()
}
