//! The bytes of a file as UTF-8 text whose lines end with a line feed.
//!
//! Files come from Excel for Windows and for Mac, from programs of thirty years ago, and through
//! editors that convert only half of a file. Here all line ends are made equal, so that rows and
//! line numbers are the same for all of them.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use crate::error::CatalogFileError;

/// The bytes that the encoding is detected from.
const SAMPLE_BYTES: u64 = 16;

const UTF_8_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// UTF-8 never contains this byte, so it marks text that could not be decoded.
const BROKEN: u8 = 0xFF;

/// The encoding of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// UTF-8, and any other text of ASCII bytes.
    Utf8,
    /// Two bytes a unit, the lower one first: "Unicode text" of a spreadsheet.
    Utf16Le,
    /// Two bytes a unit, the higher one first.
    Utf16Be,
}

impl Encoding {
    /// Finds the encoding by the first bytes, and how many of them are its mark. `None` if the file
    /// is not supported text: a workbook, a picture, UTF-32.
    pub(crate) fn of(sample: &[u8]) -> Option<(Self, usize)> {
        match sample {
            [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => None,
            [0xFF, 0xFE, ..] => Some((Self::Utf16Le, 2)),
            [0xFE, 0xFF, ..] => Some((Self::Utf16Be, 2)),
            [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some((Self::Utf16Le, 0)),
            [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some((Self::Utf16Be, 0)),
            _ if is_container(sample) => None,
            _ if sample.starts_with(UTF_8_MARK) => Some((Self::Utf8, UTF_8_MARK.len())),
            _ => Some((Self::Utf8, 0)),
        }
    }

    /// How many bytes of UTF-8 this many bytes of the file may become.
    pub(crate) fn text_bytes(self, file_bytes: u64) -> u64 {
        match self {
            Self::Utf8 => file_bytes,
            Self::Utf16Le | Self::Utf16Be => file_bytes / 2,
        }
    }
}

/// Whether it is a workbook of either kind. People choose one by mistake because it has the same
/// name.
fn is_container(sample: &[u8]) -> bool {
    sample.starts_with(b"PK\x03\x04") || sample.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

/// Opens a file of unknown origin as text.
pub fn open_text(path: &Path) -> Result<PlainText<File>, CatalogFileError> {
    let unreadable = |source| CatalogFileError::Unreadable {
        path: path.to_path_buf(),
        source,
    };
    let mut file = File::open(path).map_err(unreadable)?;
    let mut sample = Vec::new();
    let read = file.by_ref().take(SAMPLE_BYTES).read_to_end(&mut sample);
    read.map_err(unreadable)?;
    let (encoding, mark) = Encoding::of(&sample).ok_or(CatalogFileError::NotText)?;
    let behind_mark = u64::try_from(mark).unwrap_or(0);
    file.seek(SeekFrom::Start(behind_mark))
        .map_err(unreadable)?;
    Ok(PlainText::new(file, encoding))
}

/// The lines of the row that a reader has just read, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowLines {
    /// The line that the row begins in.
    pub first: u64,
    /// The line that it ends in: greater than the first if a field holds a line break.
    pub last: u64,
    /// Whether the file ended within a quoted field: a quotation mark is missing, so this row
    /// contains the following ones.
    pub is_open: bool,
}

impl RowLines {
    /// The lines of the row with these fields. The reader's position is not enough: it is where the
    /// row before ended, and there may be blank lines in between.
    pub fn of<R: Read>(rows: &csv::Reader<PlainText<R>>, fields: &[u8]) -> Self {
        let breaks: usize = fields.iter().map(|byte| usize::from(*byte == b'\n')).sum();
        let behind = rows.position().line();
        // A complete row ends with a line feed.
        let is_open =
            fields.last() == Some(&b'\n') && rows.get_ref().is_read_up_to(rows.position());
        let last = behind.saturating_sub(1);
        let breaks = u64::try_from(breaks).unwrap_or(0) - u64::from(is_open);
        Self {
            first: last.saturating_sub(breaks),
            last,
            is_open,
        }
    }
}

/// A file as UTF-8 text: every line, including the last, ends with one line feed.
pub struct PlainText<R> {
    source: BufReader<R>,
    encoding: Encoding,
    /// Decoded text, and how much of it was returned.
    text: Vec<u8>,
    handed_on: usize,
    after_return: bool,
    /// The first byte of a UTF-16 unit whose second byte was not read yet.
    half_unit: Option<u8>,
    /// The first unit of a surrogate pair.
    high_surrogate: Option<u16>,
    last: Option<u8>,
    /// How much text was decoded in total.
    decoded: u64,
    ended: bool,
}

impl<R: Read> PlainText<R> {
    /// The text after the byte order mark.
    pub(crate) fn new(source: R, encoding: Encoding) -> Self {
        Self {
            source: BufReader::new(source),
            encoding,
            text: Vec::new(),
            handed_on: 0,
            after_return: false,
            half_unit: None,
            high_surrogate: None,
            last: None,
            decoded: 0,
            ended: false,
        }
    }

    /// Whether the file was read to its end, and all of its text is before this position.
    fn is_read_up_to(&self, position: &csv::Position) -> bool {
        self.ended && position.byte() == self.decoded
    }

    fn refill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.handed_on = 0;
        while self.text.is_empty() && !self.ended {
            let chunk = self.source.fill_buf()?.to_vec();
            self.source.consume(chunk.len());
            if chunk.is_empty() {
                self.end();
            } else if self.encoding == Encoding::Utf8 {
                for byte in chunk {
                    self.put(byte);
                }
            } else {
                for byte in chunk {
                    self.put_half(byte);
                }
            }
        }
        Ok(())
    }

    /// Ends the last line like the others.
    fn end(&mut self) {
        self.ended = true;
        if self.half_unit.take().is_some() || self.high_surrogate.take().is_some() {
            self.put(BROKEN);
        }
        if self.last.is_some_and(|last| last != b'\n') {
            self.put(b'\n');
        }
    }

    fn put(&mut self, byte: u8) {
        let ended_by_return = std::mem::replace(&mut self.after_return, byte == b'\r');
        if byte == b'\n' && ended_by_return {
            return;
        }
        let byte = if byte == b'\r' { b'\n' } else { byte };
        self.last = Some(byte);
        self.decoded += 1;
        self.text.push(byte);
    }

    fn put_half(&mut self, byte: u8) {
        let Some(first) = self.half_unit.take() else {
            self.half_unit = Some(byte);
            return;
        };
        let unit = match self.encoding {
            Encoding::Utf16Be => u16::from_be_bytes([first, byte]),
            Encoding::Utf8 | Encoding::Utf16Le => u16::from_le_bytes([first, byte]),
        };
        let is_high = (0xD800..0xDC00).contains(&unit);
        match self.high_surrogate.take() {
            None if is_high => self.high_surrogate = Some(unit),
            None => self.put_units(&[unit]),
            Some(_) if is_high => {
                self.put(BROKEN);
                self.high_surrogate = Some(unit);
            }
            Some(high) => self.put_units(&[high, unit]),
        }
    }

    fn put_units(&mut self, units: &[u16]) {
        for letter in char::decode_utf16(units.iter().copied()) {
            match letter {
                Ok(letter) => {
                    let mut bytes = [0; 4];
                    for byte in letter.encode_utf8(&mut bytes).bytes() {
                        self.put(byte);
                    }
                }
                Err(_) => self.put(BROKEN),
            }
        }
    }
}

impl<R: Read> Read for PlainText<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.handed_on == self.text.len() {
            self.refill()?;
        }
        let mut rest = self.text.get(self.handed_on..).unwrap_or_default();
        let read = rest.read(buffer)?;
        self.handed_on += read;
        Ok(read)
    }
}
