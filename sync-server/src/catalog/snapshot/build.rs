//! Building a snapshot: from the database over one thread that packs, into a file.

use std::fs::File;
use std::io::Write;

use domain::feed::FeedRow;
use futures_util::{StreamExt as _, pin_mut};
use protocol::{PROTOCOL, SnapshotHeader};
use tokio::sync::mpsc;
use tokio_postgres::Row;
use uuid::Uuid;

use super::file::Snapshot;
use crate::catalog::reader::{FEED_ROWS, FeedHead, feed_row};
use crate::database::{Database, DatabaseError, DbTransaction, Durability};

/// Rows that go to the packing thread at once.
const BATCH_ROWS: usize = 1_000;
/// Batches that may wait for it: more would only be memory.
const BATCHES_WAITING: usize = 2;
/// Half the time of level 3 and a tenth more bytes: the register waits for both.
const LEVEL: i32 = 1;

/// Why there is no snapshot.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The file cannot be made or written.
    #[error("the snapshot cannot be written: {0}")]
    File(#[from] std::io::Error),
    /// A row cannot be written as JSON.
    #[error("a row of the snapshot cannot be written: {0}")]
    Row(#[from] serde_json::Error),
    /// The header has said another number of rows.
    #[error("{written} rows were written, {counted} were counted")]
    Counted {
        /// How many the header says.
        counted: u64,
        /// How many there were.
        written: u64,
    },
    /// The packing thread ended before its time.
    #[error("the thread that packs a snapshot ended")]
    Thread(#[source] tokio::task::JoinError),
}

/// Builds the snapshot of an organization as it is now.
pub(super) async fn build(
    database: &Database,
    organization_id: Uuid,
) -> Result<Snapshot, SnapshotError> {
    let transaction = database
        .begin(organization_id, Durability::Snapshot)
        .await?;
    let head = FeedHead::read(&transaction).await?;
    let header = SnapshotHeader {
        protocol: PROTOCOL,
        feed_epoch: head.feed_epoch,
        feed_seq: head.feed_seq,
        rows: count_rows(&transaction).await?,
    };
    let (batches, waiting) = mpsc::channel(BATCHES_WAITING);
    let packing = tokio::task::spawn_blocking(move || pack_all(&header, waiting));
    let sent = send_rows(&transaction, batches).await;
    let packed = packing.await.map_err(SnapshotError::Thread)?;
    // The thread's own fault is the cause where both have one.
    let (file, bytes) = match (packed, sent) {
        (Ok(packed), Ok(())) => packed,
        (Err(error), _) => return Err(error),
        (_, Err(error)) => return Err(error.into()),
    };
    transaction.rollback().await?;
    Ok(Snapshot::new(head.feed_epoch, head.feed_seq, file, bytes))
}

async fn count_rows(transaction: &DbTransaction) -> Result<u64, DatabaseError> {
    const COUNT: &str = include_str!("../sql/feed_count_rows.sql");
    let row = transaction
        .query_opt(COUNT, &[&transaction.organization_id()])
        .await?
        .ok_or(DatabaseError::Unreadable { column: "count" })?;
    crate::catalog::rows::count(&row, 0, "count")
}

async fn send_rows(
    transaction: &DbTransaction,
    batches: mpsc::Sender<Vec<Row>>,
) -> Result<(), DatabaseError> {
    let organization_id = transaction.organization_id();
    let stream = transaction
        .query_raw(FEED_ROWS, &[&organization_id, &0_i64, &None::<i64>])
        .await?;
    pin_mut!(stream);
    let mut stream = stream.ready_chunks(BATCH_ROWS);
    while let Some(chunk) = stream.next().await {
        let batch = chunk.into_iter().collect::<Result<Vec<_>, _>>()?;
        if batches.send(batch).await.is_err() {
            // The thread has failed and says itself why.
            return Ok(());
        }
    }
    Ok(())
}

/// Packs the batches as they come; returns the file and how many bytes it has.
fn pack_all(
    header: &SnapshotHeader,
    mut batches: mpsc::Receiver<Vec<Row>>,
) -> Result<(File, u64), SnapshotError> {
    let mut packer = zstd::Encoder::new(tempfile::tempfile()?, LEVEL)?;
    // A download may go on at another node: parts that do not fit are found out.
    packer.include_checksum(true)?;
    let mut text = Vec::new();
    write_line(&mut text, header)?;
    let mut written = 0_u64;
    while let Some(batch) = batches.blocking_recv() {
        for row in &batch {
            let row: FeedRow = feed_row(row)?;
            write_line(&mut text, &row)?;
            written += 1;
        }
        packer.write_all(&text)?;
        text.clear();
    }
    packer.write_all(&text)?;
    if written != header.rows {
        return Err(SnapshotError::Counted {
            counted: header.rows,
            written,
        });
    }
    let file = packer.finish()?;
    let bytes = file.metadata()?.len();
    Ok((file, bytes))
}

fn write_line(text: &mut Vec<u8>, value: &impl serde::Serialize) -> Result<(), serde_json::Error> {
    serde_json::to_writer(&mut *text, value)?;
    text.push(b'\n');
    Ok(())
}
