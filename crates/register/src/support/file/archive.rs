//! A ZIP archive in memory: a few logs, which shrink to a tenth.

use std::io::{self, Write as _};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::{CompressionMethod, ZipArchiveWriter};

use crate::error::AppError;

/// An archive that grows.
pub(super) struct Archive {
    writer: ZipArchiveWriter<Vec<u8>>,
}

impl Default for Archive {
    fn default() -> Self {
        Self {
            writer: ZipArchiveWriter::new(Vec::new()),
        }
    }
}

impl Archive {
    pub(super) fn add(&mut self, name: &str, text: &str) -> Result<(), AppError> {
        self.try_add(name, text).map_err(|error| no_defect(&error))
    }

    /// The bytes of the whole archive.
    pub(super) fn finish(&mut self) -> Result<Vec<u8>, AppError> {
        let writer = std::mem::replace(&mut self.writer, ZipArchiveWriter::new(Vec::new()));
        writer
            .finish()
            .map_err(|error| no_defect(&io::Error::other(error)))
    }

    fn try_add(&mut self, name: &str, text: &str) -> io::Result<()> {
        let file = self.writer.new_file(name);
        let (mut entry, config) = file
            .compression_method(CompressionMethod::DEFLATE)
            .start()
            .map_err(io::Error::other)?;
        let encoder = DeflateEncoder::new(&mut entry, Compression::default());
        let mut data = config.wrap(encoder);
        data.write_all(text.as_bytes())?;
        let (encoder, descriptor) = data.finish().map_err(io::Error::other)?;
        encoder.finish()?;
        entry.finish(descriptor).map_err(io::Error::other)?;
        Ok(())
    }
}

/// Memory takes every byte, and no name here is refused.
fn no_defect(error: &io::Error) -> AppError {
    log::error!("the archive for support cannot be made: {error}");
    AppError::Defect("an archive in memory cannot be made")
}
