//! Builds a snapshot: rows go from the database through a packing thread into a file.

use std::fs::File;
use std::io::Write;

use domain::feed::FeedRow;
use futures_util::{StreamExt as _, pin_mut};
use protocol::SnapshotHeader;
use protocol::shape::row_for_protocol;
use tokio::sync::mpsc;
use tokio_postgres::Row;
use uuid::Uuid;

use super::file::SnapshotFile;
use crate::database::{Database, DatabaseError, DbTransaction, Durability};
use crate::http::ApiError;
use crate::table::{catalog_feed, organizations};

/// How many rows go to the packing thread at once.
const BATCH_ROWS: usize = 1_000;
/// How many batches may wait for the packing thread. More would only use memory.
const BATCHES_WAITING: usize = 2;
/// Takes half the time of level 3 for a tenth more bytes. The register waits for both.
const LEVEL: i32 = 1;

/// Why a snapshot cannot be built.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SnapshotError {
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The file cannot be made or written.
    #[error("the snapshot cannot be written: {0}")]
    File(#[from] std::io::Error),
    /// A row cannot be written as JSON.
    #[error("a row of the snapshot cannot be written: {0}")]
    Row(#[from] serde_json::Error),
    /// The number of rows differs from the header.
    #[error("{written} rows were written, {counted} were counted")]
    Counted { counted: u64, written: u64 },
    /// The packing thread was cut off.
    #[error("the thread that packs a snapshot ended")]
    Thread(#[source] tokio::task::JoinError),
}

/// Builds the current snapshot of an organization, in the shape of a protocol.
pub(super) async fn build(
    database: &Database,
    organization_id: Uuid,
    protocol: u32,
) -> Result<SnapshotFile, SnapshotError> {
    let transaction = database
        .begin(organization_id, Durability::Snapshot)
        .await?;
    let head = organizations::feed_head(&transaction).await?;
    let header = SnapshotHeader {
        protocol,
        feed_epoch: head.feed_epoch,
        feed_seq: head.feed_seq,
        rows: catalog_feed::count(&transaction).await?,
    };
    let (batches, waiting) = mpsc::channel(BATCHES_WAITING);
    let packing = tokio::task::spawn_blocking(move || pack_all(&header, waiting));
    let sent = send_rows(&transaction, batches).await;
    let packed = packing.await.map_err(SnapshotError::Thread)?;
    // If both failed, the thread's error is the cause.
    let (file, bytes) = match (packed, sent) {
        (Ok(packed), Ok(())) => packed,
        (Err(error), _) => return Err(error),
        (_, Err(error)) => return Err(error.into()),
    };
    transaction.rollback().await?;
    Ok(SnapshotFile {
        feed_epoch: head.feed_epoch,
        feed_seq: head.feed_seq,
        protocol,
        bytes,
        file,
    })
}

async fn send_rows(
    transaction: &DbTransaction,
    batches: mpsc::Sender<Vec<Row>>,
) -> Result<(), DatabaseError> {
    let stream = catalog_feed::stream(transaction).await?;
    pin_mut!(stream);
    let mut stream = stream.ready_chunks(BATCH_ROWS);
    while let Some(chunk) = stream.next().await {
        let batch = chunk.into_iter().collect::<Result<Vec<_>, _>>()?;
        if batches.send(batch).await.is_err() {
            // The thread has failed, and its result has the reason.
            return Ok(());
        }
    }
    Ok(())
}

/// Packs the batches as they come; returns the file and its size in bytes.
fn pack_all(
    header: &SnapshotHeader,
    mut batches: mpsc::Receiver<Vec<Row>>,
) -> Result<(File, u64), SnapshotError> {
    let mut packer = zstd::Encoder::new(tempfile::tempfile()?, LEVEL)?;
    // A download may continue at another node: the checksum finds parts that do not fit.
    packer.include_checksum(true)?;
    let mut text = Vec::new();
    write_line(&mut text, header)?;
    let mut written = 0_u64;
    while let Some(batch) = batches.blocking_recv() {
        for row in &batch {
            let row: FeedRow = catalog_feed::read(row)?;
            let row = row_for_protocol(header.protocol, row);
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

impl From<SnapshotError> for ApiError {
    fn from(error: SnapshotError) -> Self {
        match error {
            // The client is told that the database is unavailable.
            SnapshotError::Database(error) => Self::Database(error),
            SnapshotError::File(_)
            | SnapshotError::Row(_)
            | SnapshotError::Counted { .. }
            | SnapshotError::Thread(_) => Self::Internal(Box::new(error)),
        }
    }
}
