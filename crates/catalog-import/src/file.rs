//! Reads rows from a file of unknown origin.

use std::fs::File;
use std::io::{Error as IoError, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use csv::ByteRecord;

use crate::amount::DecimalMark;
use crate::error::CatalogFileError;
use crate::text::{Encoding, PlainText, RowLines};

/// How many bytes are searched for the delimiter: more than any header line has.
const SAMPLE_BYTES: u32 = 64 * 1024;

/// An invisible mark that editors leave around a name.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// An open file whose header has been read.
pub(crate) struct CatalogFile {
    path: PathBuf,
    pub(crate) columns: Vec<String>,
    pub(crate) delimiter: u8,
    rows: csv::Reader<PlainText<File>>,
    text_bytes: u64,
    rows_read: u64,
}

/// The fields of a row, as the file has them.
pub struct RawRow {
    pub(crate) lines: RowLines,
    pub(crate) fields: ByteRecord,
}

impl RawRow {
    /// Its fields, as they are in the file.
    pub fn fields(&self) -> impl Iterator<Item = &[u8]> {
        self.fields.iter()
    }
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
        let (encoding, mark) = Encoding::of(&sample).ok_or(CatalogFileError::NotText)?;
        let behind_mark = u64::try_from(mark).unwrap_or(0);
        file.seek(SeekFrom::Start(behind_mark))
            .map_err(unreadable)?;
        let first_line = first_line(sample.get(mark..).unwrap_or_default(), encoding);
        let named = named_delimiter(&first_line);
        let delimiter = named.unwrap_or_else(|| delimiter_of(&first_line));
        let rows = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(PlainText::new(file, encoding));
        let mut source = Self {
            path: path.to_path_buf(),
            columns: Vec::new(),
            delimiter,
            rows,
            text_bytes: encoding.text_bytes(bytes_total),
            rows_read: 0,
        };
        if named.is_some() {
            source.next_row()?;
        }
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
                Ok(name) if !name.contains('\0') => Ok(column_name(name)),
                Ok(_) | Err(_) => Err(CatalogFileError::HeaderNotText),
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
        let lines = RowLines::of(&self.rows, fields.as_slice());
        Ok(Some(RawRow { lines, fields }))
    }

    /// The decimal mark. In countries where it is a comma, spreadsheets separate fields by
    /// semicolons; tabs and bars are used in all countries.
    pub(crate) fn decimal_mark(&self) -> DecimalMark {
        match self.delimiter {
            b',' => DecimalMark::Point,
            b';' => DecimalMark::Comma,
            _ => DecimalMark::Unknown,
        }
    }

    /// How many rows the file has, estimated from the bytes read so far.
    pub(crate) fn estimate(&self) -> u64 {
        let done = self.rows.position().byte().max(1);
        let rows = u128::from(self.rows_read) * u128::from(self.text_bytes) / u128::from(done);
        u64::try_from(rows).unwrap_or(u64::MAX).max(self.rows_read)
    }
}

/// The name of a column, without invisible characters around it.
fn column_name(name: &str) -> String {
    let is_unseen = |letter: char| letter.is_whitespace() || letter == BYTE_ORDER_MARK;
    name.trim_matches(is_unseen).to_owned()
}

/// The first line that is not blank, with the lines of its quoted names.
fn first_line(sample: &[u8], encoding: Encoding) -> Vec<u8> {
    let mut quoted = false;
    let (mut text, mut line) = (Vec::new(), Vec::new());
    // The text that was read before a failure is still usable.
    PlainText::new(sample, encoding).read_to_end(&mut text).ok();
    for byte in text {
        quoted ^= byte == b'"';
        match byte {
            b'\n' if quoted => line.push(byte),
            b'\n' if line.is_empty() => {}
            b'\n' => break,
            _ => line.push(byte),
        }
    }
    line
}

/// The delimiter that the file names itself: spreadsheets write a line `sep=;` before the header.
fn named_delimiter(first_line: &[u8]) -> Option<u8> {
    let line = first_line.trim_ascii_end();
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    let line = line.strip_suffix(b"\"").unwrap_or(line);
    match line.strip_prefix(b"sep=").or(line.strip_prefix(b"SEP=")) {
        Some([delimiter]) => Some(*delimiter),
        _ => None,
    }
}

/// The most frequent delimiter of the first line, outside quotes.
fn delimiter_of(first_line: &[u8]) -> u8 {
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in first_line {
        quoted ^= *byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += u32::from(!quoted && delimiter == byte);
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
