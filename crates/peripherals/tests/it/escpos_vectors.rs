//! The command bytes of two other libraries: our commands have the same bytes, and the commands
//! that we do not emit are listed.

use kasapro_outside_data as outside;
use peripherals::DrawerPin;
use peripherals::escpos::{Commands, Cut, Justification, QrCorrection, Size};
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    escpos_php: Vec<Case>,
    python_escpos: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    calls: Vec<String>,
    bytes_hex: String,
}

type Emit = fn(&mut Commands) -> &mut Commands;

/// Cases that we emit. Those of escpos-php start with `ESC @`, those of python-escpos do not.
const EMITTED: [(&str, Emit); 35] = [
    ("testInitializeOutput", |c| c),
    ("testTextStringOutput", |c| {
        c.text(b"The quick brown fox jumps over the lazy dog")
            .line_feed()
    }),
    ("testTextString", |c| {
        c.text(b"String").text(b"123").text(b"1.2")
    }),
    ("testFeedDefault", Commands::line_feed),
    ("testFeed3Lines", |c| c.feed(3)),
    ("testSetEmphasisDefault", |c| c.bold(true)),
    ("testSetEmphasisOn", |c| c.bold(true)),
    ("testSetEmphasisOff", |c| c.bold(false)),
    ("testSetJustificationDefault", |c| {
        c.justify(Justification::Left)
    }),
    ("testSetJustificationLeft", |c| {
        c.justify(Justification::Left)
    }),
    ("testSetJustificationRight", |c| {
        c.justify(Justification::Right)
    }),
    ("testSetJustificationCenter", |c| {
        c.justify(Justification::Center)
    }),
    ("testCutDefault", |c| c.cut(Cut::FeedAndFull)),
    ("testSetBarcodeHeightDefault", |c| c.barcode_height(8)),
    ("testBarcodeHeight10", |c| c.barcode_height(10)),
    ("testSetBarcodeWidthDefault", |c| c.barcode_width(3)),
    ("testBarcodeWidth1", |c| c.barcode_width(1)),
    ("testSetBarcodeTextPositionDefault", |c| {
        c.barcode_text_below(false)
    }),
    ("testSetBarcodeTextPositionBelow", |c| {
        c.barcode_text_below(true)
    }),
    ("testBarcodeCode128ValidB", |c| c.code128("012ABCDabcd")),
    ("testPulseDefault", |c| c.kick(DrawerPin::Pin2)),
    ("testPulse1", |c| c.kick(DrawerPin::Pin5)),
    ("testQRCodeDefaults", |c| c.qr("1234", QrCorrection::Low, 3)),
    ("testQRCodeDefaultsAreCorrect", |c| {
        c.qr("1234", QrCorrection::Low, 3)
    }),
    ("testQRCodeEmpty", |c| c.qr("", QrCorrection::Low, 3)),
    ("testQRCodeChangeEC", |c| {
        c.qr("1234", QrCorrection::High, 3)
    }),
    ("testQRCodeChangeSize", |c| {
        c.qr("1234", QrCorrection::Low, 7)
    }),
    ("testSetTextSizeNormal", |c| c.size(Size::NORMAL)),
    ("testSetTextSizeWide", |c| c.size(Size::new(4, 1).unwrap())),
    ("testSetTextSizeNarrow", |c| {
        c.size(Size::new(1, 4).unwrap())
    }),
    ("testSetTextSizeLarge", |c| c.size(Size::new(4, 4).unwrap())),
    ("python-escpos cut without feed", |c| {
        c.cut(Cut::PartialHere)
    }),
    ("python-escpos native QR", |c| {
        c.qr("1234", QrCorrection::Low, 3)
    }),
    ("python-escpos native QR, level H", |c| {
        c.qr("1234", QrCorrection::High, 3)
    }),
    ("python-escpos native QR, size 7", |c| {
        c.qr("1234", QrCorrection::Low, 7)
    }),
];

/// Why a command is not emitted, by the beginning of its test's name.
const LEFT_OUT: [(&str, &str); 25] = [
    (
        "testTextChinese",
        "two-byte characters need a printer made for them",
    ),
    (
        "testTextRaw",
        "UTF-8 is no code page: most printers show two wrong letters",
    ),
    (
        "testSelectPrintModeDefault",
        "ESC ! repeats what ESC E and GS ! say apart",
    ),
    ("testSetUnderline", "the receipt has no underlined text"),
    ("testSetDoubleStrike", "the same as bold on thermal paper"),
    (
        "testSetFont",
        "one font, so that columns are what the settings say",
    ),
    ("testFeedReverse", "few printers can"),
    ("testSetBarcodeTextPositionBoth", "the number stands below"),
    ("testBarcodeUpc", "a receipt number is no article number"),
    ("testBarcodeJan", "a receipt number is no article number"),
    (
        "testBarcodeCode39",
        "Code 128 is shorter and has all of ASCII",
    ),
    ("testBarcodeItf", "digits only"),
    ("testBarcodeCodabar", "digits only"),
    ("testBarcodeCode93", "Code 128 has all of ASCII"),
    (
        "testBarcodeCode128ValidA",
        "set B has all that a receipt number needs",
    ),
    (
        "testBarcodeCode128ValidC",
        "set B has all that a receipt number needs",
    ),
    (
        "testPulseEvenMs",
        "the pulse is as long as heavy drawers need",
    ),
    (
        "testPulseOddMs",
        "the pulse is as long as heavy drawers need",
    ),
    ("testSetReverseColors", "the receipt has no white on black"),
    ("testPdf417", "a QR code is what telephones read"),
    ("testQRCodeChangeModel", "model 1 is obsolete"),
    ("testFeedForm", "page mode is not used"),
    ("testRelease", "slip printers are not driven"),
    (
        "testSet",
        "color, spacing, margins and rotation stay as the printer has them",
    ),
    (
        "python-escpos EAN13",
        "a receipt number is no article number",
    ),
];

#[test]
fn every_outside_command_is_ours_byte_for_byte_or_left_out_for_a_reason() {
    let Some(file) = outside::path("vectors/escpos_commands.json") else {
        return;
    };
    let vectors = std::fs::read(file).unwrap();
    let vectors: Vectors = serde_json::from_slice(&vectors).unwrap();
    let initialized = vectors.escpos_php.iter().map(|case| (case, true));
    let bare = vectors.python_escpos.iter().map(|case| (case, false));

    let (mut same, mut left_out) = (0, 0);
    for (case, starts_with_initialize) in initialized.chain(bare) {
        let emit = EMITTED.iter().find(|(name, _)| *name == case.name);
        if let Some((_, emit)) = emit {
            let mut commands = Commands::new();
            if starts_with_initialize {
                commands.initialize();
            }
            emit(&mut commands);
            assert_eq!(hex(&commands.into_bytes()), case.bytes_hex, "{}", case.name);
            same += 1;
        } else {
            let reason = LEFT_OUT
                .iter()
                .find(|(start, _)| case.name.starts_with(start));
            assert!(
                reason.is_some(),
                "{} {:?} is neither emitted nor explained",
                case.name,
                case.calls
            );
            left_out += 1;
        }
    }
    assert_eq!((same, left_out), (EMITTED.len(), 96 - EMITTED.len()));
}

fn hex(bytes: &[u8]) -> String {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}
