//! A small interpreter of ESC/POS, which shows what a printer would put on paper. It stops at an
//! unknown command, so that every byte we send is interpreted.

use peripherals::DrawerPin;
use peripherals::escpos::CodePage;

/// A printed line with the style of its first character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) text: String,
    pub(crate) bold: bool,
    pub(crate) width: u8,
    pub(crate) height: u8,
    pub(crate) justification: u8,
}

/// Everything that was printed.
#[derive(Debug, Default)]
pub(crate) struct Paper {
    pub(crate) lines: Vec<Shown>,
    pub(crate) barcodes: Vec<String>,
    pub(crate) qr_codes: Vec<String>,
    pub(crate) images: usize,
    pub(crate) cuts: usize,
    pub(crate) kicks: Vec<DrawerPin>,
    pub(crate) kanji_left: bool,
    pub(crate) code_page: u8,
}

impl Paper {
    /// The text of all lines, as one would copy it from the paper.
    pub(crate) fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n")
    }
}

/// Prints a document; the error names the position of the first unknown command.
pub(crate) fn print(document: &[u8]) -> Result<Paper, String> {
    let mut printer = Printer {
        rest: document,
        total: document.len(),
        ..Printer::default()
    };
    printer.style = Style::new();
    while let Some(byte) = printer.next() {
        printer.byte(byte)?;
    }
    if !printer.line.is_empty() {
        printer.line_feed();
    }
    Ok(printer.paper)
}

#[derive(Debug, Default, Clone, Copy)]
struct Style {
    bold: bool,
    width: u8,
    height: u8,
    justification: u8,
}

impl Style {
    fn new() -> Self {
        Self {
            bold: false,
            width: 1,
            height: 1,
            justification: 0,
        }
    }
}

#[derive(Default)]
struct Printer<'a> {
    rest: &'a [u8],
    total: usize,
    line: String,
    line_style: Option<Style>,
    style: Style,
    qr_stored: Vec<u8>,
    paper: Paper,
}

impl Printer<'_> {
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn argument(&mut self) -> Result<u8, String> {
        self.next()
            .ok_or_else(|| "a command ends too early".to_owned())
    }

    fn arguments(&mut self, count: usize) -> Result<Vec<u8>, String> {
        (0..count).map(|_| self.argument()).collect()
    }

    fn unknown(&self, command: &str) -> String {
        format!(
            "unknown command {command} before byte {}",
            self.total - self.rest.len()
        )
    }

    fn byte(&mut self, byte: u8) -> Result<(), String> {
        match byte {
            0x0A => self.line_feed(),
            0x1B => return self.esc(),
            0x1C => match self.argument()? {
                b'.' => self.paper.kanji_left = true,
                other => return Err(self.unknown(&format!("FS {other:#04x}"))),
            },
            0x1D => return self.gs(),
            b' '..=b'~' | 0x80..=0xFF => self.character(byte),
            other => return Err(self.unknown(&format!("{other:#04x}"))),
        }
        Ok(())
    }

    fn character(&mut self, byte: u8) {
        self.line_style.get_or_insert(self.style);
        let page = CodePage::ALL
            .into_iter()
            .find(|page| page.number() == self.paper.code_page);
        let upper = usize::from(byte).checked_sub(0x80);
        let shown = match (upper, page) {
            (None, _) => char::from(byte),
            (Some(place), Some(page)) => page.upper_half().chars().nth(place).unwrap(),
            (Some(_), None) => char::REPLACEMENT_CHARACTER,
        };
        self.line.push(shown);
    }

    fn line_feed(&mut self) {
        let style = self.line_style.take().unwrap_or(self.style);
        self.paper.lines.push(Shown {
            text: std::mem::take(&mut self.line),
            bold: style.bold,
            width: style.width,
            height: style.height,
            justification: style.justification,
        });
    }

    fn esc(&mut self) -> Result<(), String> {
        match self.argument()? {
            b'@' => self.style = Style::new(),
            b't' => self.paper.code_page = self.argument()?,
            b'E' => self.style.bold = self.argument()? & 1 == 1,
            b'a' => self.style.justification = self.argument()?,
            b'!' => {
                let mode = self.argument()?;
                self.style.bold = mode & 0x08 != 0;
                self.style.height = if mode & 0x10 == 0 { 1 } else { 2 };
                self.style.width = if mode & 0x20 == 0 { 1 } else { 2 };
            }
            b'd' => {
                for _ in 0..self.argument()? {
                    self.line_feed();
                }
            }
            b'p' => {
                let pulse = self.arguments(3)?;
                let pin = match pulse[0] {
                    0 | b'0' => DrawerPin::Pin2,
                    1 | b'1' => DrawerPin::Pin5,
                    other => return Err(self.unknown(&format!("ESC p {other:#04x}"))),
                };
                self.paper.kicks.push(pin);
            }
            other => return Err(self.unknown(&format!("ESC {other:#04x}"))),
        }
        Ok(())
    }

    fn gs(&mut self) -> Result<(), String> {
        match self.argument()? {
            b'!' => {
                let size = self.argument()?;
                self.style.width = (size >> 4) + 1;
                self.style.height = (size & 0x0F) + 1;
            }
            b'V' => match self.argument()? {
                b'A' | b'B' => {
                    self.argument()?;
                    self.paper.cuts += 1;
                }
                other => return Err(self.unknown(&format!("GS V {other:#04x}"))),
            },
            b'h' | b'w' | b'H' => drop(self.argument()?),
            b'k' => {
                let (system, length) = (self.argument()?, self.argument()?);
                let text = self.arguments(length.into())?;
                match (system, text.strip_prefix(b"{B")) {
                    (73, Some(text)) => self.paper.barcodes.push(ascii(text)),
                    _ => return Err(self.unknown(&format!("GS k {system}"))),
                }
            }
            b'(' => return self.extended(),
            other => return Err(self.unknown(&format!("GS {other:#04x}"))),
        }
        Ok(())
    }

    fn extended(&mut self) -> Result<(), String> {
        let family = self.argument()?;
        let length = u16::from_le_bytes([self.argument()?, self.argument()?]);
        let body = self.arguments(length.into())?;
        match (family, &body[..]) {
            // Graphics are stored (function 112), then printed (function 50); a QR code is set up
            // likewise.
            (b'L', [b'0', 112, ..]) | (b'k', [b'1', b'A' | b'C' | b'E', ..]) => {}
            (b'L', [b'0', b'2']) => self.paper.images += 1,
            (b'k', [b'1', b'P', b'0', text @ ..]) => self.qr_stored = text.to_vec(),
            (b'k', [b'1', b'Q', b'0']) => self.paper.qr_codes.push(ascii(&self.qr_stored)),
            _ => return Err(self.unknown(&format!("GS ( {}", char::from(family)))),
        }
        Ok(())
    }
}

fn ascii(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
