//! The commands of ESC/POS that receipts need, each by its Epson name.

use crate::printer::code_page::CodePage;
use crate::printer::drawer_pin::DrawerPin;

const ESC: u8 = 0x1B;
const FS: u8 = 0x1C;
const GS: u8 = 0x1D;
const LF: u8 = 0x0A;

/// Lines fed before the cut, so that the last line clears the knife.
const FEED_TO_CUTTER: u8 = 3;
/// Drawer pulse in units of 2 ms: 120 ms on, 240 ms off. A shorter one does not open heavy drawers.
const PULSE_ON: u8 = 60;
const PULSE_OFF: u8 = 120;

/// Where a line is on the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Justification {
    /// At the left edge.
    Left,
    /// In the middle.
    Center,
    /// At the right edge.
    Right,
}

/// Character size as multiples of the font, 1 to 8 each way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    width: u8,
    height: u8,
}

impl Size {
    /// The normal size of the font.
    pub const NORMAL: Self = Self {
        width: 1,
        height: 1,
    };
    /// Twice as wide and twice as high: half as many columns.
    pub const DOUBLE: Self = Self {
        width: 2,
        height: 2,
    };

    /// A size of `width` by `height` times the font, if the printer has it (1 to 8).
    pub fn new(width: u8, height: u8) -> Option<Self> {
        let fits = |multiple| (1..=8).contains(&multiple);
        (fits(width) && fits(height)).then_some(Self { width, height })
    }
}

/// How the paper is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// A full cut, after feeding the last line past the knife.
    FeedAndFull,
    /// Cuts all but a bridge in the middle, so that the paper stays in place.
    PartialHere,
}

/// How much of a QR code may be damaged and still be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QrCorrection {
    /// About 7 %.
    Low,
    /// About 15 %.
    Medium,
    /// About 25 %.
    Quartile,
    /// About 30 %.
    High,
}

/// A growing document of commands and text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commands {
    bytes: Vec<u8>,
}

impl Commands {
    /// An empty document.
    pub fn new() -> Self {
        Self::default()
    }

    /// `ESC @`: resets every setting of the previous document.
    pub fn initialize(&mut self) -> &mut Self {
        self.put(&[ESC, b'@'])
    }

    /// `FS .`: leaves the mode for two-byte Chinese characters. Some printers start in it and
    /// garble every code page.
    pub fn leave_kanji(&mut self) -> &mut Self {
        self.put(&[FS, b'.'])
    }

    /// `ESC t n`: selects the code page.
    pub fn code_page(&mut self, page: CodePage) -> &mut Self {
        self.put(&[ESC, b't', page.number()])
    }

    /// Text that is already in the bytes of the code page.
    pub fn text(&mut self, encoded: &[u8]) -> &mut Self {
        self.put(encoded)
    }

    /// `LF`: prints the line.
    pub fn line_feed(&mut self) -> &mut Self {
        self.put(&[LF])
    }

    /// `ESC d n`: prints and feeds `lines` lines.
    pub fn feed(&mut self, lines: u8) -> &mut Self {
        self.put(&[ESC, b'd', lines])
    }

    /// `ESC E n`: emphasis on or off.
    pub fn bold(&mut self, on: bool) -> &mut Self {
        self.put(&[ESC, b'E', u8::from(on)])
    }

    /// `GS ! n`: character size.
    pub fn size(&mut self, size: Size) -> &mut Self {
        let (across, down) = (size.width.saturating_sub(1), size.height.saturating_sub(1));
        self.put(&[GS, b'!', across << 4 | down])
    }

    /// `ESC a n`: the alignment of the following lines.
    pub fn justify(&mut self, justification: Justification) -> &mut Self {
        let place = match justification {
            Justification::Left => 0,
            Justification::Center => 1,
            Justification::Right => 2,
        };
        self.put(&[ESC, b'a', place])
    }

    /// `GS V m n`: cuts the paper.
    pub fn cut(&mut self, cut: Cut) -> &mut Self {
        match cut {
            Cut::FeedAndFull => self.put(&[GS, b'V', b'A', FEED_TO_CUTTER]),
            Cut::PartialHere => self.put(&[GS, b'V', b'B', 0]),
        }
    }

    /// `ESC p m t1 t2`: the pulse that opens the drawer.
    pub fn kick(&mut self, pin: DrawerPin) -> &mut Self {
        let connector = match pin {
            DrawerPin::Pin2 => b'0',
            DrawerPin::Pin5 => b'1',
        };
        self.put(&[ESC, b'p', connector, PULSE_ON, PULSE_OFF])
    }

    /// `GS h n`: height of barcodes in dots.
    pub fn barcode_height(&mut self, dots: u8) -> &mut Self {
        self.put(&[GS, b'h', dots])
    }

    /// `GS w n`: width of the narrow bar in dots.
    pub fn barcode_width(&mut self, dots: u8) -> &mut Self {
        self.put(&[GS, b'w', dots])
    }

    /// `GS H n`: whether the text of a barcode is printed below it.
    pub fn barcode_text_below(&mut self, below: bool) -> &mut Self {
        self.put(&[GS, b'H', if below { 2 } else { 0 }])
    }

    /// `GS k 73`: a Code 128 barcode in set B. Does nothing if the text is empty, too long or not
    /// ASCII.
    pub fn code128(&mut self, text: &str) -> &mut Self {
        let printable = text.bytes().all(|byte| matches!(byte, b' '..=b'z'));
        match u8::try_from(text.len().saturating_add(2)) {
            Ok(length) if printable && !text.is_empty() => self
                .put(&[GS, b'k', 73, length])
                .put(b"{B")
                .put(text.as_bytes()),
            _ => self,
        }
    }

    /// `GS ( k`: a QR code (model 2) with modules of `module_dots` dots, 1 to 16. Does nothing if
    /// the text is empty or longer than a QR code can hold.
    pub fn qr(&mut self, text: &str, correction: QrCorrection, module_dots: u8) -> &mut Self {
        const LONGEST: usize = 2953;
        if text.is_empty() || text.len() > LONGEST {
            return self;
        }
        let level = match correction {
            QrCorrection::Low => b'0',
            QrCorrection::Medium => b'1',
            QrCorrection::Quartile => b'2',
            QrCorrection::High => b'3',
        };
        self.qr_function(b'A', &[b'2', 0])
            .qr_function(b'C', &[module_dots.clamp(1, 16)])
            .qr_function(b'E', &[level])
            .qr_store(text.as_bytes())
            .qr_function(b'Q', b"0")
    }

    /// The document so far.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    fn qr_store(&mut self, text: &[u8]) -> &mut Self {
        let parameters: Vec<u8> = [b"0", text].concat();
        self.qr_function(b'P', &parameters)
    }

    fn qr_function(&mut self, function: u8, parameters: &[u8]) -> &mut Self {
        let length = u16::try_from(parameters.len().saturating_add(2)).unwrap_or(u16::MAX);
        let [low, high] = length.to_le_bytes();
        self.put(&[GS, b'(', b'k', low, high, b'1', function])
            .put(parameters)
    }

    fn put(&mut self, bytes: &[u8]) -> &mut Self {
        self.bytes.extend_from_slice(bytes);
        self
    }
}
