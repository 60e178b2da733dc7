//! The file of rejected rows: the reason in front, the row as it was behind, so that it can be
//! mended and imported again.

use std::{
    fs::File,
    io::{BufWriter, Error as IoError, ErrorKind},
    path::{Path, PathBuf},
};

use super::{
    ImportError, RowError,
    reader::{RawRow, Source},
};

/// `products.csv` is answered by `products-rejected.csv` beside it, or beside the ledger when that
/// folder takes no writes: the report of the import says which.
pub fn rejected_path(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default();
    let mut name = stem.to_os_string();
    name.push("-rejected.csv");
    path.with_file_name(name)
}

/// Written from the first rejected row on; without one there is no file.
pub(super) struct RejectedRows {
    path: PathBuf,
    /// Where the file goes when the source lies on a medium that takes no writes.
    otherwise: PathBuf,
    delimiter: u8,
    columns: Vec<String>,
    writer: Option<csv::Writer<BufWriter<File>>>,
    pub(super) count: u64,
}

impl RejectedRows {
    pub(super) fn new(path: &Path, source: &Source, ledger: &Path) -> Self {
        let beside = rejected_path(path);
        Self {
            otherwise: ledger.with_file_name(beside.file_name().unwrap_or_default()),
            path: beside,
            delimiter: source.delimiter,
            columns: source.columns.clone(),
            writer: None,
            count: 0,
        }
    }

    pub(super) fn add(&mut self, raw: &RawRow, error: &RowError) -> Result<(), ImportError> {
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

    /// A price list may come on a stick that is write-protected.
    fn create(&mut self) -> Result<File, IoError> {
        match File::create(&self.path) {
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
                ) =>
            {
                self.path.clone_from(&self.otherwise);
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

    /// Writes out what is buffered, and returns where the file is, if there is one.
    pub(super) fn finish(&mut self) -> Result<Option<PathBuf>, ImportError> {
        match self.writer.as_mut().map(csv::Writer::flush) {
            None => Ok(None),
            Some(Ok(())) => Ok(Some(self.path.clone())),
            Some(Err(source)) => Err(self.unwritable(source)),
        }
    }

    fn unwritable(&self, source: IoError) -> ImportError {
        ImportError::RejectedFile {
            path: self.path.clone(),
            source,
        }
    }
}
