//! The catalog: what registers' edits come to, and the feed that carries it down.

mod feed;
mod hints;
mod project;
mod pull;
mod reader;
mod rows;
mod snapshot;
mod stock;

use axum::Router;
use axum::routing::get;
use domain::entry::EntryBody;
use protocol::{Profile, QuarantineReason, path};
use uuid::Uuid;

pub use feed::{Entity, Touched, last, publish};
pub use project::project;
pub use snapshot::SnapshotError;
pub use stock::{Folded, fold};
pub(crate) use stock::{everyone as organizations, fold_behind, hold_fold};

use crate::http::AppState;

/// What of a push concerns the catalog, in the order of the log. The entries are new: none was projected before.
#[derive(Debug)]
pub struct CatalogPush<'push> {
    /// Whose log.
    pub register_id: Uuid,
    /// The epoch the entries stand in.
    pub epoch: Uuid,
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

/// What this module keeps in memory, one for the whole server: hints for those who listen, work for its tasks.
#[derive(Debug, Default)]
pub struct Live {
    hints: hints::Hints,
    snapshots: snapshot::Snapshots,
    stock: stock::StockQueue,
    streams: hints::Streams,
}

impl Live {
    /// A push of this organization was committed.
    pub fn pushed(&self, organization_id: Uuid, feed_seq: u64) {
        self.hints.pushed(organization_id, feed_seq);
        self.stock.pushed(organization_id);
    }
}

/// Starts the tasks of this module; they end when the server stops.
pub fn start(state: &AppState) {
    tokio::spawn(hints::relay(state.clone()));
    tokio::spawn(stock::keep_folding(state.clone()));
}

/// Pull, snapshot and events.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(path::PULL, get(pull::pull))
        .route(path::SNAPSHOT, get(snapshot::snapshot))
        .route(path::EVENTS, get(hints::events))
}
