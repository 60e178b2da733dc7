//! A file beside the imported one, for rows that a person should check.

use std::fs::File;
use std::io::{BufWriter, Error as IoError, ErrorKind};
use std::path::{Path, PathBuf};

use crate::error::CatalogFileError;

/// How many names are tried. A folder with more of these files has to be tidied by a person.
const NAMES: u32 = 1000;

/// A file beside another, created with its first row. An existing file is never overwritten,
/// because a person may have corrected its rows by hand.
pub(crate) struct SideFile {
    source: PathBuf,
    what: &'static str,
    /// Where the file goes when the source's folder is not writable.
    fallback: PathBuf,
    delimiter: u8,
    head: Vec<String>,
    path: PathBuf,
    writer: Option<csv::Writer<BufWriter<File>>>,
}

impl SideFile {
    /// `products-WHAT.csv` beside `products.csv`.
    pub(crate) fn new(
        source: &Path,
        what: &'static str,
        fallback: &Path,
        delimiter: u8,
        head: Vec<String>,
    ) -> Self {
        Self {
            source: source.to_path_buf(),
            what,
            fallback: fallback.to_path_buf(),
            delimiter,
            head,
            path: beside(source, what, 1),
            writer: None,
        }
    }

    /// Adds a row.
    pub(crate) fn add<R: AsRef<[u8]>>(
        &mut self,
        row: impl IntoIterator<Item = R>,
    ) -> Result<(), CatalogFileError> {
        let written = match &mut self.writer {
            Some(writer) => writer.write_record(row).map_err(IoError::from),
            None => self.begin().and_then(|mut writer| {
                writer.write_record(row)?;
                self.writer = Some(writer);
                Ok(())
            }),
        };
        written.map_err(|source| self.unwritable(source))
    }

    fn begin(&mut self) -> Result<csv::Writer<BufWriter<File>>, IoError> {
        let file = self.create()?;
        let mut writer = csv::WriterBuilder::new()
            .delimiter(self.delimiter)
            .flexible(true)
            .from_writer(BufWriter::new(file));
        writer.write_record(&self.head)?;
        Ok(writer)
    }

    /// Creates the file in the fallback folder if necessary: price lists may be on write-protected
    /// USB sticks.
    fn create(&mut self) -> Result<File, IoError> {
        match self.create_beside(&self.source.clone()) {
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
                ) =>
            {
                let name = self.source.file_name().unwrap_or_default();
                self.create_beside(&self.fallback.join(name))
            }
            other => other,
        }
    }

    fn create_beside(&mut self, source: &Path) -> Result<File, IoError> {
        for number in 1..NAMES {
            self.path = beside(source, self.what, number);
            match File::create_new(&self.path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                other => return other,
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    }

    /// Writes out the buffered rows. Returns where the file is, if it has a row.
    pub(crate) fn finish(&mut self) -> Result<Option<PathBuf>, CatalogFileError> {
        match self.writer.as_mut().map(csv::Writer::flush) {
            None => Ok(None),
            Some(Ok(())) => Ok(Some(self.path.clone())),
            Some(Err(source)) => Err(self.unwritable(source)),
        }
    }

    fn unwritable(&self, source: IoError) -> CatalogFileError {
        CatalogFileError::SideFile {
            path: self.path.clone(),
            source,
        }
    }
}

/// `products-WHAT.csv`, or `products-WHAT-2.csv` and so on from the second file on.
pub(crate) fn beside(source: &Path, what: &str, number: u32) -> PathBuf {
    let mut name = source.file_stem().unwrap_or_default().to_os_string();
    name.push(format!("-{what}"));
    if number > 1 {
        name.push(format!("-{number}"));
    }
    name.push(".csv");
    source.with_file_name(name)
}
