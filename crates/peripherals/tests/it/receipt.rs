//! Our own receipts, printed and read back: the paper shows exactly the lines of the layout.

use std::sync::Mutex;

use domain::receipt::{Align, Block, Receipt, ReceiptLine, Style, layout};
use peripherals::escpos::{self, CodePage};
use peripherals::{DrawerPin, PrinterProfile};

use crate::paper;

fn text(text: &str, align: Align, style: Style) -> Block {
    Block::Text {
        text: text.to_owned(),
        align,
        style,
    }
}

fn pair(left: &str, right: &str, style: Style) -> Block {
    Block::Pair {
        left: left.to_owned(),
        right: right.to_owned(),
        style,
    }
}

fn receipt() -> Receipt {
    let blocks = vec![
        text("*** SALINAN 1 ***", Align::Center, Style::Bold),
        text("Toko Maju Jaya Sejahtera", Align::Center, Style::Large),
        text("Jl. Melati 7, Bandung", Align::Center, Style::Plain),
        Block::Rule,
        text(
            "Kopi susu gula aren botol kaca besar sekali 250 ml",
            Align::Left,
            Style::Plain,
        ),
        pair("  2 x 12.500", "25.000", Style::Plain),
        text("Crème brûlée", Align::Left, Style::Plain),
        pair("  0,345 kg x 98.000", "33.810", Style::Plain),
        Block::Rule,
        pair("TOTAL", "Rp 58.800", Style::Large),
        pair("Kembalian", "Rp 1.200", Style::Bold),
        Block::Blank,
        Block::Code("A1-000123".to_owned()),
        text("#1a2b3c4d", Align::Center, Style::Plain),
    ];
    Receipt { blocks }
}

fn profile(columns: u8) -> PrinterProfile {
    PrinterProfile {
        columns,
        ..PrinterProfile::default()
    }
}

fn printed(lines: &[ReceiptLine], profile: PrinterProfile) -> paper::Paper {
    paper::print(&escpos::render(lines, &profile)).unwrap()
}

#[test]
fn the_paper_shows_the_lines_of_the_layout_with_their_style() {
    for columns in [32, 42, 48] {
        let lines = layout(&receipt(), columns.into());
        let paper = printed(&lines, profile(columns));

        let mut shown = paper.lines.iter();
        for line in &lines {
            let shown = shown.next().unwrap();
            if line.code {
                assert_eq!((&shown.text[..], shown.justification), ("", 1));
                continue;
            }
            assert_eq!(shown.text, line.text.trim_end(), "{columns} columns");
            let size = if line.double { 2 } else { 1 };
            assert_eq!(
                (shown.width, shown.height, shown.justification),
                (size, size, 0)
            );
            assert_eq!(shown.bold, line.bold, "{}", shown.text);
        }
        assert!(shown.all(|line| line.text.is_empty()), "nothing follows");
        assert_eq!(paper.barcodes, ["A1-000123"]);
        assert_eq!((paper.cuts, &paper.kicks[..]), (1, &[][..]));
    }
}

#[test]
fn no_line_is_wider_than_the_paper() {
    for columns in [32, 42, 48] {
        let paper = printed(&layout(&receipt(), columns.into()), profile(columns));
        for line in paper.lines {
            let width = line.text.chars().count() * usize::from(line.width);
            assert!(
                width <= usize::from(columns),
                "{} is {width} wide",
                line.text
            );
        }
    }
}

#[test]
fn the_printer_leaves_its_chinese_mode_and_gets_the_code_page() {
    for code_page in CodePage::ALL {
        let paper = printed(
            &[],
            PrinterProfile {
                code_page,
                ..profile(48)
            },
        );
        assert!(paper.kanji_left);
        assert_eq!(paper.code_page, code_page.number());
    }
}

#[test]
fn a_printer_without_a_cutter_feeds_to_the_tear_bar() {
    let paper = printed(
        &[],
        PrinterProfile {
            cut: false,
            ..profile(32)
        },
    );
    assert_eq!((paper.cuts, paper.lines.len()), (0, 4));
}

#[test]
fn a_code_too_wide_for_the_paper_becomes_a_qr_code() {
    let number = "TOKO-MAJU-1-000123";
    let lines = layout(
        &Receipt {
            blocks: vec![Block::Code(number.to_owned())],
        },
        32,
    );
    let narrow = printed(&lines, profile(32));
    assert_eq!(
        (&narrow.barcodes[..], &narrow.qr_codes[..]),
        (&[][..], &[number.to_owned()][..])
    );
    let wide = printed(&lines, profile(48));
    assert_eq!(
        (&wide.barcodes[..], &wide.qr_codes[..]),
        (&[number.to_owned()][..], &[][..])
    );
}

#[test]
fn a_hebrew_name_stands_on_the_paper_as_on_the_screen() {
    let lines = layout(
        &Receipt {
            blocks: vec![text("חלב טרי", Align::Left, Style::Plain)],
        },
        32,
    );
    let hebrew = PrinterProfile {
        code_page: CodePage::Pc862,
        ..profile(32)
    };
    assert_eq!(printed(&lines, hebrew).lines[0].text, "ירט בלח");
    assert_eq!(
        printed(&lines, profile(32)).lines[0].text,
        "??? ???",
        "not silently: see the log"
    );
}

#[test]
fn the_drawer_opens_on_its_own_pin() {
    for pin in [DrawerPin::Pin2, DrawerPin::Pin5] {
        let paper = paper::print(&escpos::drawer_kick(pin)).unwrap();
        assert_eq!((&paper.kicks[..], paper.lines.len()), (&[pin][..], 0));
    }
    assert_eq!(DrawerPin::from_number(5), Some(DrawerPin::Pin5));
    assert_eq!(DrawerPin::from_number(3), None);
}

#[test]
fn lost_characters_are_named_once_in_the_log() {
    log::set_logger(&LOG).unwrap();
    log::set_max_level(log::LevelFilter::Warn);
    let names = vec![
        text("חלב", Align::Left, Style::Plain),
        text("חלב", Align::Left, Style::Plain),
    ];
    printed(&layout(&Receipt { blocks: names }, 32), profile(32));
    let lines = LOG.0.lock().unwrap();
    let about_printing: Vec<_> = lines
        .iter()
        .filter(|line| line.contains("printed as ?"))
        .collect();
    assert_eq!(
        about_printing,
        ["printed as ? because Pc437 does not have them: {'ב', 'ח', 'ל'}"]
    );
}

static LOG: Remembered = Remembered(Mutex::new(Vec::new()));

/// A log that a test can read.
struct Remembered(Mutex<Vec<String>>);

impl log::Log for Remembered {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        self.0.lock().unwrap().push(record.args().to_string());
    }

    fn flush(&self) {}
}
