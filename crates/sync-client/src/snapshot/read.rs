//! Reading a fetched snapshot: lines of JSON under zstd, counted.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::Path;

use domain::feed::FeedRow;
use zstd::stream::read::Decoder;

use protocol::{PROTOCOL, SnapshotHeader};

/// The longest line: a row with a store's settings has a few thousand bytes.
const LINE_MOST_BYTES: u64 = 1024 * 1024;

/// The rows of a snapshot. Ends with an error when there are not as many as the header says.
pub struct SnapshotReader {
    lines: BufReader<Decoder<'static, BufReader<File>>>,
    header: SnapshotHeader,
    left: u64,
    ended: bool,
}

impl SnapshotReader {
    /// Opens a fetched snapshot and reads its header.
    pub fn open(file: &Path) -> Result<Self, SnapshotError> {
        let decoder = Decoder::new(File::open(file)?)?;
        let mut lines = BufReader::new(decoder);
        let line = line(&mut lines)?.ok_or(SnapshotError::NoHeader)?;
        let header: SnapshotHeader =
            serde_json::from_slice(&line).map_err(|_| SnapshotError::NoHeader)?;
        if header.protocol != PROTOCOL {
            return Err(SnapshotError::OtherProtocol {
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

    /// What the first line says.
    pub const fn header(&self) -> &SnapshotHeader {
        &self.header
    }

    fn read(&mut self) -> Result<Option<FeedRow>, SnapshotError> {
        match line(&mut self.lines)? {
            None if self.left == 0 => Ok(None),
            None => Err(SnapshotError::CutShort { missing: self.left }),
            Some(_) if self.left == 0 => Err(SnapshotError::TooManyRows),
            Some(line) => {
                self.left -= 1;
                let row = serde_json::from_slice(&line).map_err(SnapshotError::Row)?;
                Ok(Some(row))
            }
        }
    }
}

impl Iterator for SnapshotReader {
    type Item = Result<FeedRow, SnapshotError>;

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
) -> Result<Option<Vec<u8>>, SnapshotError> {
    let mut line = Vec::new();
    let read = lines
        .by_ref()
        .take(LINE_MOST_BYTES)
        .read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    if line.pop() != Some(b'\n') {
        return Err(SnapshotError::LineWithoutEnd);
    }
    Ok(Some(line))
}

/// Why a file is no whole snapshot.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The file cannot be read, or is no zstd, or one that ends too early.
    #[error("the snapshot cannot be read: {0}")]
    File(#[from] io::Error),
    /// The first line is no header.
    #[error("the snapshot has no header")]
    NoHeader,
    /// A protocol that this program does not speak.
    #[error("the snapshot is of protocol {protocol}")]
    OtherProtocol {
        /// Which one.
        protocol: u32,
    },
    /// A line that is too long, or the last one without its end.
    #[error("a line of the snapshot has no end")]
    LineWithoutEnd,
    /// A line that is no row.
    #[error("a row of the snapshot cannot be read: {0}")]
    Row(#[source] serde_json::Error),
    /// Fewer rows than the header says.
    #[error("{missing} rows are missing")]
    CutShort {
        /// How many.
        missing: u64,
    },
    /// More rows than the header says.
    #[error("there are more rows than the header says")]
    TooManyRows,
}
