//! The file of a snapshot, read in pieces by any number of responses at once.

use std::fs::File;
use std::io;
use std::sync::Arc;

use axum::body::Bytes;
use futures_util::Stream;
use futures_util::stream::try_unfold;
use uuid::Uuid;

/// How many bytes are read at once.
const PIECE_BYTES: u64 = 131_072;

/// A finished snapshot.
pub(crate) struct SnapshotFile {
    /// The incarnation of the feed.
    pub(super) feed_epoch: Uuid,
    /// The feed's last number in it.
    pub(super) feed_seq: u64,
    /// The protocol in whose shape the rows are.
    pub(super) protocol: u32,
    /// The size of the file.
    pub(crate) bytes: u64,
    pub(super) file: File,
}

impl SnapshotFile {
    /// A tag for exactly these bytes. The same rows are packed into the same bytes on every node.
    /// If they were not, the checksum of the file would show it.
    pub(crate) fn etag(&self) -> String {
        let Self {
            feed_epoch,
            feed_seq,
            protocol,
            bytes,
            ..
        } = self;
        format!("\"{feed_epoch}-{feed_seq}-{protocol}-{bytes}\"")
    }

    /// The bytes from `begin` up to, but not including, `end`.
    pub(crate) fn read(
        self: Arc<Self>,
        begin: u64,
        end: u64,
    ) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
        try_unfold((self, begin), move |(snapshot, at)| async move {
            let wanted = end.saturating_sub(at).min(PIECE_BYTES);
            if wanted == 0 {
                return Ok(None);
            }
            let (snapshot, piece) =
                tokio::task::spawn_blocking(move || snapshot.piece(at, wanted)).await??;
            let next = at + u64::try_from(piece.len()).unwrap_or(wanted);
            Ok(Some((piece, (snapshot, next))))
        })
    }

    fn piece(self: Arc<Self>, at: u64, wanted: u64) -> io::Result<(Arc<Self>, Bytes)> {
        let mut piece = vec![0; usize::try_from(wanted).map_err(io::Error::other)?];
        let read = read_at(&self.file, &mut piece, at)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        piece.truncate(read);
        Ok((self, piece.into()))
    }
}

/// Reads at an explicit position: responses share the file, but not its position.
#[cfg(unix)]
fn read_at(file: &File, piece: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, piece, at)
}

/// Reads at an explicit position: responses share the file, but not its position.
#[cfg(windows)]
fn read_at(file: &File, piece: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, piece, at)
}
