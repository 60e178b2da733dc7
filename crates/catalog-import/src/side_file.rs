//! A file beside the one that is imported, for what a person should look at.

use std::fs::File;
use std::io::{BufWriter, Error as IoError, ErrorKind};
use std::path::{Path, PathBuf};

use crate::error::CatalogFileError;

/// Names that are tried: a folder with more of them needs tidying by a person.
const NAMES: u32 = 1000;

/// A file beside another, created with its first row. No file that is there is written over: a
/// person may have mended its rows by hand.
pub(crate) struct SideFile {
    source: PathBuf,
    what: &'static str,
    /// Where the file goes when the source's folder takes no writes.
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

    /// Price lists come on write-protected sticks, too.
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

    /// Writes out what is buffered. Returns where the file is, if there is a row in it.
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

/// `products-WHAT.csv`, or `products-WHAT-2.csv` from the second on.
pub(crate) fn beside(source: &Path, what: &str, number: u32) -> PathBuf {
    let mut name = source.file_stem().unwrap_or_default().to_os_string();
    name.push(format!("-{what}"));
    if number > 1 {
        name.push(format!("-{number}"));
    }
    name.push(".csv");
    source.with_file_name(name)
}
