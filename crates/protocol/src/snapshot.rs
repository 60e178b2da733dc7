//! Reads a fetched snapshot: zstd around lines of JSON, a header and then the counted rows.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::Path;

use domain::feed::FeedRow;
use zstd::stream::read::Decoder;

use crate::{PROTOCOL, SnapshotHeader};

/// The longest line: a row with a store's settings has a few thousand bytes.
const LINE_MOST_BYTES: u64 = 1024 * 1024;

/// The rows of a snapshot. Ends with an error when the number of rows differs from the header.
pub struct SnapshotReader {
    lines: BufReader<Decoder<'static, BufReader<File>>>,
    header: SnapshotHeader,
    left: u64,
    ended: bool,
}

impl SnapshotReader {
    /// Opens a fetched snapshot and reads its header.
    pub fn open(file: &Path) -> Result<Self, SnapshotReadError> {
        let decoder = Decoder::new(File::open(file)?)?;
        let mut lines = BufReader::new(decoder);
        let line = line(&mut lines)?.ok_or(SnapshotReadError::NoHeader)?;
        let header: SnapshotHeader =
            serde_json::from_slice(&line).map_err(|_| SnapshotReadError::NoHeader)?;
        if header.protocol > PROTOCOL {
            return Err(SnapshotReadError::NewerProtocol {
                protocol: header.protocol,
            });
        }
        Ok(Self {
            lines,
            left: header.rows,
            header,
            ended: false,
        })
    }

    /// The header, from the first line.
    pub const fn header(&self) -> &SnapshotHeader {
        &self.header
    }

    fn read(&mut self) -> Result<Option<FeedRow>, SnapshotReadError> {
        match line(&mut self.lines)? {
            None if self.left == 0 => Ok(None),
            None => Err(SnapshotReadError::CutShort { missing: self.left }),
            Some(_) if self.left == 0 => Err(SnapshotReadError::TooManyRows),
            Some(line) => {
                self.left -= 1;
                let row = serde_json::from_slice(&line).map_err(SnapshotReadError::Row)?;
                Ok(Some(row))
            }
        }
    }
}

impl Iterator for SnapshotReader {
    type Item = Result<FeedRow, SnapshotReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let row = self.read().transpose();
        self.ended = !matches!(row, Some(Ok(_)));
        row
    }
}

fn line(
    lines: &mut BufReader<Decoder<'static, BufReader<File>>>,
) -> Result<Option<Vec<u8>>, SnapshotReadError> {
    let mut line = Vec::new();
    let read = lines
        .by_ref()
        .take(LINE_MOST_BYTES)
        .read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    if line.pop() != Some(b'\n') {
        return Err(SnapshotReadError::LineWithoutEnd);
    }
    Ok(Some(line))
}

/// Why a file is not a whole snapshot.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotReadError {
    /// The file cannot be read, is not zstd, or ends too early.
    #[error("the snapshot cannot be read: {0}")]
    File(#[from] io::Error),
    /// The first line is not a header.
    #[error("the snapshot has no header")]
    NoHeader,
    /// The protocol is newer than this program.
    #[error("the snapshot is of protocol {protocol}")]
    NewerProtocol {
        /// The protocol of the snapshot.
        protocol: u32,
    },
    /// A line is too long, or the last one has no line break.
    #[error("a line of the snapshot has no end")]
    LineWithoutEnd,
    /// A line is not a row.
    #[error("a row of the snapshot cannot be read: {0}")]
    Row(#[source] serde_json::Error),
    /// The file has fewer rows than its header promises.
    #[error("{missing} rows are missing")]
    CutShort {
        /// The missing rows.
        missing: u64,
    },
    /// The file has more rows than its header promises.
    #[error("there are more rows than the header says")]
    TooManyRows,
}
