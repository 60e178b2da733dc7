//! The file of rejected rows. Each line has the reason in front and the row behind it, so that the
//! row can be corrected and imported again.

use std::fs::File;
use std::io::{BufWriter, Error as IoError, ErrorKind};
use std::path::{Path, PathBuf};

use crate::checked_rows::CheckedRows;
use crate::error::CatalogFileError;
use crate::file::RawRow;
use crate::row::RowError;

/// Where the rejected rows of a file go: `products-rejected.csv` beside `products.csv`.
///
/// When that folder takes no writes, [`RejectedRows`] uses another folder.
pub fn rejected_path(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default();
    let mut name = stem.to_os_string();
    name.push("-rejected.csv");
    path.with_file_name(name)
}

/// Writes the file of rejected rows. The file is created with the first rejected row.
pub struct RejectedRows {
    path: PathBuf,
    /// Where the file goes when the source's folder takes no writes.
    fallback: PathBuf,
    delimiter: u8,
    columns: Vec<String>,
    writer: Option<csv::Writer<BufWriter<File>>>,
    count: u64,
}

impl RejectedRows {
    /// For the rows of one file. `fallback_folder` is used when the file's folder takes no writes.
    pub fn new(path: &Path, rows: &CheckedRows, fallback_folder: &Path) -> Self {
        let beside = rejected_path(path);
        Self {
            fallback: fallback_folder.join(beside.file_name().unwrap_or_default()),
            path: beside,
            delimiter: rows.file().delimiter,
            columns: rows.file().columns.clone(),
            writer: None,
            count: 0,
        }
    }

    /// How many rows were added.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Adds a row and the reason it is refused for.
    pub fn add(&mut self, raw: &RawRow, error: &RowError) -> Result<(), CatalogFileError> {
        self.count += 1;
        let (line, text) = (raw.line.to_string(), error.to_string());
        let reason = [line.as_bytes(), error.code().as_bytes(), text.as_bytes()];
        let row = reason.into_iter().chain(raw.fields.iter());
        let written = match &mut self.writer {
            Some(writer) => writer.write_record(row).map_err(IoError::from),
            None => self
                .create()
                .and_then(|file| self.begin(file))
                .and_then(|mut writer| {
                    writer.write_record(row)?;
                    self.writer = Some(writer);
                    Ok(())
                }),
        };
        written.map_err(|source| self.unwritable(source))
    }

    /// Price lists come on write-protected sticks, too.
    fn create(&mut self) -> Result<File, IoError> {
        match File::create(&self.path) {
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
                ) =>
            {
                self.path.clone_from(&self.fallback);
                File::create(&self.path)
            }
            other => other,
        }
    }

    fn begin(&self, file: File) -> Result<csv::Writer<BufWriter<File>>, IoError> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(self.delimiter)
            .flexible(true)
            .from_writer(BufWriter::new(file));
        let head = ["row", "reason", "explanation"];
        let columns = self.columns.iter().map(String::as_str);
        writer.write_record(head.into_iter().chain(columns))?;
        Ok(writer)
    }

    /// Writes out what is buffered. Returns where the file is, if a row was rejected.
    pub fn finish(&mut self) -> Result<Option<PathBuf>, CatalogFileError> {
        match self.writer.as_mut().map(csv::Writer::flush) {
            None => Ok(None),
            Some(Ok(())) => Ok(Some(self.path.clone())),
            Some(Err(source)) => Err(self.unwritable(source)),
        }
    }

    fn unwritable(&self, source: IoError) -> CatalogFileError {
        CatalogFileError::RejectedFile {
            path: self.path.clone(),
            source,
        }
    }
}
