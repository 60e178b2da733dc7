//! The floor of a durable commit: one write and one fdatasync of the same bytes.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;

/// The size at which the ledger's log begins again after a checkpoint.
const WRAP_BYTES: u64 = 4 * 1024 * 1024;

/// A file that is written like a log.
pub(crate) struct Floor {
    file: File,
    bytes: Vec<u8>,
    offset: u64,
}

impl Floor {
    /// A file for writes of this many bytes.
    pub(crate) fn new(path: &Path, bytes: usize) -> Result<Self> {
        // Not zeros, because a file system may store those at no cost.
        let bytes = (0..=250).cycle().take(bytes).collect();
        Ok(Self {
            file: File::create(path)?,
            bytes,
            offset: 0,
        })
    }

    /// One write, on disk when it returns.
    pub(crate) fn commit(&mut self) -> Result<Duration> {
        let began = Instant::now();
        self.file.write_all_at(&self.bytes, self.offset)?;
        self.file.sync_data()?;
        let took = began.elapsed();
        self.offset += self.bytes.len() as u64;
        if self.offset >= WRAP_BYTES {
            self.offset = 0;
        }
        Ok(took)
    }
}
