//! Reads rows out of a file of unknown origin.

use std::fs::File;
use std::io::{BufRead, BufReader, Error as IoError, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use csv::ByteRecord;

use crate::error::CatalogFileError;

/// How many bytes are searched for the delimiter: more than any header line has.
const SAMPLE_BYTES: u32 = 64 * 1024;

const BYTE_ORDER_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// An open file whose header has been read.
pub(crate) struct CatalogFile {
    path: PathBuf,
    pub(crate) columns: Vec<String>,
    pub(crate) delimiter: u8,
    rows: csv::Reader<BufReader<File>>,
    bytes_total: u64,
    rows_read: u64,
}

/// The fields of a row, as the file has them.
pub struct RawRow {
    /// The line on which the row begins, counted from 1.
    pub(crate) line: u64,
    pub(crate) fields: ByteRecord,
}

impl CatalogFile {
    pub(crate) fn open(path: &Path) -> Result<Self, CatalogFileError> {
        let unreadable = |source| CatalogFileError::Unreadable {
            path: path.to_path_buf(),
            source,
        };
        let mut file = File::open(path).map_err(unreadable)?;
        let bytes_total = file.metadata().map_err(unreadable)?.len();
        let mut sample = Vec::new();
        file.by_ref()
            .take(u64::from(SAMPLE_BYTES))
            .read_to_end(&mut sample)
            .map_err(unreadable)?;
        if sample.starts_with(&[0xFF, 0xFE]) || sample.starts_with(&[0xFE, 0xFF]) {
            return Err(CatalogFileError::Utf16);
        }
        file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        let mut buffered = BufReader::new(file);
        if sample.starts_with(BYTE_ORDER_MARK) {
            buffered.fill_buf().map_err(unreadable)?;
            buffered.consume(BYTE_ORDER_MARK.len());
        }
        let delimiter = delimiter_of(&sample);
        let rows = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(buffered);
        let mut source = Self {
            path: path.to_path_buf(),
            columns: Vec::new(),
            delimiter,
            rows,
            bytes_total,
            rows_read: 0,
        };
        source.columns = source.header()?;
        Ok(source)
    }

    fn header(&mut self) -> Result<Vec<String>, CatalogFileError> {
        let header = self.next_row()?.ok_or(CatalogFileError::Empty)?;
        self.rows_read = 0;
        header
            .fields
            .iter()
            .map(|name| match std::str::from_utf8(name) {
                Ok(name) => Ok(name.trim().to_owned()),
                Err(_) => Err(CatalogFileError::HeaderNotText),
            })
            .collect()
    }

    /// The next row. Blank lines are skipped.
    pub(crate) fn next_row(&mut self) -> Result<Option<RawRow>, CatalogFileError> {
        let mut fields = ByteRecord::new();
        let more = self.rows.read_byte_record(&mut fields).map_err(|error| {
            CatalogFileError::Unreadable {
                path: self.path.clone(),
                source: IoError::from(error),
            }
        })?;
        if !more {
            return Ok(None);
        }
        self.rows_read += 1;
        let line = fields.position().map_or(0, csv::Position::line);
        Ok(Some(RawRow { line, fields }))
    }

    /// Whether prices have a decimal comma. Where they do, spreadsheets separate by semicolons.
    pub(crate) fn decimal_comma(&self) -> bool {
        self.delimiter == b';'
    }

    /// How many rows the file has, estimated from the bytes read so far.
    pub(crate) fn estimate(&self) -> u64 {
        let done = self.rows.position().byte().max(1);
        let rows = u128::from(self.rows_read) * u128::from(self.bytes_total) / u128::from(done);
        u64::try_from(rows).unwrap_or(u64::MAX).max(self.rows_read)
    }
}

/// The most frequent delimiter of the first line, outside quotes.
fn delimiter_of(sample: &[u8]) -> u8 {
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in sample {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                for (delimiter, count) in &mut counts {
                    *count += u32::from(delimiter == byte);
                }
            }
            _ => {}
        }
    }
    // A comma wins a tie.
    let mut best = (b',', 0);
    for (delimiter, count) in counts {
        if count > best.1 {
            best = (delimiter, count);
        }
    }
    best.0
}
