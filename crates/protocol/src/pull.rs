//! The pull: rows of the feed after a cursor, or all of them as a snapshot.

use domain::feed::FeedRow;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The parameters of a pull, as the query of the URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullQuery {
    /// The incarnation of the feed that the cursor belongs to.
    pub feed_epoch: Uuid,
    /// The cursor: rows above it are requested.
    pub after: u64,
    /// The most rows of the answer.
    pub limit: u32,
}

/// A page of the feed, in the order of its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullAnswer {
    /// The incarnation of the feed.
    pub feed_epoch: Uuid,
    pub rows: Vec<FeedRow>,
    /// The cursor after this page.
    pub next: u64,
    /// Whether there are rows above it.
    pub more: bool,
    /// The server's clock, milliseconds since 1970-01-01 UTC.
    pub server_time_ms: i64,
}

/// The first line of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotHeader {
    /// See [`crate::PROTOCOL`].
    pub protocol: u32,
    /// The incarnation of the feed.
    pub feed_epoch: Uuid,
    /// The cursor after the snapshot.
    pub feed_seq: u64,
    /// The number of rows that follow, one a line. With fewer, the snapshot is incomplete.
    pub rows: u64,
}

/// An event of the live stream: the feed has news. Losing one is safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// The feed's last number.
    pub feed_seq: u64,
}
