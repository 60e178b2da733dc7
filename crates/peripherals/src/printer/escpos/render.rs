//! A laid-out document as bytes.

use std::collections::BTreeSet;

use domain::receipt::ReceiptLine;

use super::commands::{Commands, Cut, Justification, QrCorrection, Size};
use crate::printer::profile::PrinterProfile;

/// Dots across one column of font A at 203 dpi.
const DOTS_PER_COLUMN: usize = 12;
/// Width of the narrow bar of a barcode, in dots: the thinnest that a phone reads from thermal
/// paper.
const BAR_DOTS: u8 = 2;
/// Height of a barcode: 8 mm.
const BARCODE_DOTS: u8 = 64;
/// Size of a QR module.
const MODULE_DOTS: u8 = 6;
/// Lines fed if there is no cutter, so that the last line clears the tear bar.
const FEED_TO_TEAR_BAR: u8 = 4;

/// The bytes of a document for one printer, from `ESC @` to the cut.
///
/// The lines come from [`domain::receipt::layout`] with the printer's own number of columns. Blanks
/// place their text, so the printer aligns only codes. Characters that the printer does not have
/// are printed as `?` and named once in the log.
pub fn render(lines: &[ReceiptLine], profile: &PrinterProfile) -> Vec<u8> {
    let mut page = Page {
        commands: Commands::new(),
        profile,
        bold: false,
        double: false,
    };
    page.commands
        .initialize()
        .leave_kanji()
        .code_page(profile.code_page);
    let mut unprintable = BTreeSet::new();
    for line in lines {
        if line.code {
            page.code(&line.text);
        } else {
            unprintable.extend(page.line(line));
        }
    }
    if profile.cut {
        page.commands.cut(Cut::FeedAndFull);
    } else {
        page.commands.feed(FEED_TO_TEAR_BAR);
    }
    if !unprintable.is_empty() {
        log::warn!(
            "printed as ? because {:?} does not have them: {unprintable:?}",
            profile.code_page
        );
    }
    page.commands.into_bytes()
}

struct Page<'a> {
    commands: Commands,
    profile: &'a PrinterProfile,
    bold: bool,
    double: bool,
}

impl Page<'_> {
    /// Prints a line of text; returns the characters that could not be printed.
    fn line(&mut self, line: &ReceiptLine) -> BTreeSet<char> {
        if self.bold != line.bold {
            self.bold = line.bold;
            self.commands.bold(line.bold);
        }
        if self.double != line.double {
            self.double = line.double;
            self.commands.size(if line.double {
                Size::DOUBLE
            } else {
                Size::NORMAL
            });
        }
        // Drop the blanks at the end: they are not visible, and a line that fills the width would
        // wrap on some models.
        let encoded = self.profile.code_page.encode(line.text.trim_end());
        self.commands.text(&encoded.bytes).line_feed();
        encoded.unprintable
    }

    /// A barcode with its text below, or a QR code if the barcode is wider than the paper.
    fn code(&mut self, text: &str) {
        self.commands.justify(Justification::Center);
        if code128_dots(text) <= usize::from(self.profile.columns) * DOTS_PER_COLUMN {
            self.commands
                .barcode_height(BARCODE_DOTS)
                .barcode_width(BAR_DOTS)
                .barcode_text_below(true)
                .code128(text);
        } else {
            self.commands.qr(text, QrCorrection::Medium, MODULE_DOTS);
        }
        self.commands.line_feed().justify(Justification::Left);
    }
}

/// Width of a Code 128 barcode: 11 modules a character, 35 for start, check and stop.
fn code128_dots(text: &str) -> usize {
    let modules = text.len().saturating_mul(11).saturating_add(35);
    modules.saturating_mul(usize::from(BAR_DOTS))
}
