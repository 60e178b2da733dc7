//! Receipts as they are printed.

use domain::cart::TransactionKind;
use domain::currency::Locale;
use domain::entry::Hash;
use domain::quantity::Quantity;
use domain::receipt::{
    Align, Block, Receipt, ReceiptLine, SaleSlip, ShiftEnd, ShiftSlip, Style, display_width,
    layout, sale_receipt, shift_receipt,
};
use domain::shift_totals::ShiftTotals;
use domain::store::{RECEIPT_COLUMNS, StoreSettings};
use domain::tax::TaxRate;
use domain::tender::{PaymentMethod, PaymentOffer};
use domain::transaction::TransactionBody;
use proptest::prelude::*;

use crate::fixtures::cents;
use crate::shop::{
    JAKARTA_MINUTES, MOMENT_MS, item, paid, refund, sale, settings, shift_opened, transaction,
};

const HASH: Hash = Hash([0x1a; 32]);

fn slip<'a>(transaction: &'a TransactionBody, store: &'a StoreSettings) -> SaleSlip<'a> {
    SaleSlip {
        transaction,
        store,
        cashier_name: "Siti Rahayu",
        recorded_at_ms: MOMENT_MS,
        utc_offset_minutes: JAKARTA_MINUTES,
        entry_hash: &HASH,
        copy: None,
    }
}

/// The lines as text, without the blanks at their ends; large ones are marked with `##`.
fn printed(receipt: &Receipt, columns: u16) -> String {
    let mut text = String::new();
    for line in layout(receipt, columns) {
        let mark = if line.double { "##" } else { "" };
        let code = if line.code { "[code] " } else { "" };
        text.push_str(format!("{mark}{code}{}", line.text).trim_end());
        text.push('\n');
    }
    text
}

#[test]
fn a_sale_in_indonesian_on_42_columns() {
    let store = settings(Locale::Id);
    let receipt = sale_receipt(&slip(&sale(1), &store)).unwrap();
    assert_eq!(
        printed(&receipt, 42),
        include_str!("golden/receipt_sale_id_42.txt")
    );
}

#[test]
fn a_refund_copy_in_english_on_32_columns() {
    let store = settings(Locale::En);
    let refund = refund(7);
    let receipt = sale_receipt(&SaleSlip {
        copy: Some(2),
        ..slip(&refund, &store)
    })
    .unwrap();
    assert_eq!(
        printed(&receipt, 32),
        include_str!("golden/receipt_refund_en_32.txt")
    );
}

#[test]
fn taxes_on_top_references_and_rounding_on_48_columns() {
    let mut store = settings(Locale::Id);
    store.tax_rates = vec![TaxRate::ppn().with_inclusive(false)];
    let mut cart = domain::cart::Cart::new(crate::shop::id(5), TransactionKind::Sale);
    let mut apples = item(3, "Apel Fuji", 4_599_900, &store.tax_rates);
    apples.weighed = true;
    apples.unit = Some("kg".to_owned());
    cart.add_item(apples, Quantity::new(1_345).unwrap())
        .unwrap();
    let mut card = PaymentOffer::of(PaymentMethod::Card, cents(3_000_000));
    card.reference = Some("TRX 88120".to_owned());
    let body = paid(&cart, 12, &[card, PaymentOffer::cash(cents(5_000_000))]);
    let receipt = sale_receipt(&slip(&body, &store)).unwrap();
    assert_eq!(
        printed(&receipt, 48),
        include_str!("golden/receipt_tax_id_48.txt")
    );
}

#[test]
fn a_hebrew_name_stands_whole_on_its_own_line() {
    let store = settings(Locale::En);
    let name = "שוקולד מריר 60%";
    let mut cart = domain::cart::Cart::new(crate::shop::id(5), TransactionKind::Sale);
    cart.add_item(item(1, name, 1_000_000, &[]), Quantity::ONE)
        .unwrap();
    let body = paid(&cart, 1, &[PaymentOffer::rest(PaymentMethod::Cash)]);
    let receipt = sale_receipt(&slip(&body, &store)).unwrap();
    for columns in RECEIPT_COLUMNS {
        let lines = layout(&receipt, columns);
        assert!(
            lines.iter().any(|line| line.text.trim() == name),
            "{columns}"
        );
    }
}

fn closed_slip(language: Locale, end: bool, show_expected: bool) -> Receipt {
    let mut totals = ShiftTotals::default();
    for body in [
        shift_opened(20_000_000),
        transaction(sale(1)),
        transaction(refund(2)),
    ] {
        totals.apply(&body).unwrap();
    }
    let end = end.then_some(ShiftEnd {
        closed_by: "Budi",
        closed_at_ms: MOMENT_MS + 3_600_000,
        counted_cents: cents(19_990_000),
    });
    shift_receipt(&ShiftSlip {
        report: &totals.report().unwrap(),
        store: &settings(language),
        register_name: "Kasir 1",
        number: 7,
        opened_by: "Siti Rahayu",
        opened_at_ms: MOMENT_MS,
        end,
        utc_offset_minutes: JAKARTA_MINUTES,
        show_expected,
        copy: None,
    })
    .unwrap()
}

#[test]
fn a_closed_shift_in_indonesian_on_42_columns() {
    let text = printed(&closed_slip(Locale::Id, true, false), 42);
    assert_eq!(text, include_str!("golden/receipt_shift_id_42.txt"));
}

#[test]
fn who_will_count_the_drawer_is_not_told_what_should_be_in_it() {
    let blind = printed(&closed_slip(Locale::En, false, false), 42);
    for word in ["Expected", "Cash taken", "Cash (", "Counted"] {
        assert!(!blind.contains(word), "{word} in\n{blind}");
    }
    let open = printed(&closed_slip(Locale::En, false, true), 42);
    assert!(open.contains("Expected") && open.contains("SHIFT REPORT (X)"));
}

#[test]
fn a_pair_that_does_not_fit_wraps_its_label_and_keeps_its_figure() {
    let receipt = Receipt {
        blocks: vec![Block::Pair {
            left: "  Potongan harga anggota istimewa".to_owned(),
            right: "-1.250.000".to_owned(),
            style: Style::Plain,
        }],
    };
    let expected = "  Potongan harga anggota\n  istimewa\n              -1.250.000\n";
    assert_eq!(printed(&receipt, 24), expected);
}

#[test]
fn a_large_pair_that_does_not_fit_is_bold() {
    let pair = |right: &str| Receipt {
        blocks: vec![Block::Pair {
            left: "TOTAL".to_owned(),
            right: right.to_owned(),
            style: Style::Large,
        }],
    };
    let fits = layout(&pair("Rp 12.500"), 32);
    assert!(fits[0].double && fits[0].text == "TOTAL  Rp 12.500");
    let long = layout(&pair("Rp 1.250.000"), 32);
    assert!(!long[0].double && long[0].bold);
    assert_eq!(long[0].text, "TOTAL               Rp 1.250.000");
}

/// What each line must be: exactly as wide as the paper.
fn fills(line: &ReceiptLine, columns: u16) -> bool {
    let width = usize::from(if line.double { columns / 2 } else { columns });
    line.code || display_width(&line.text) == width
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,90}",
        "[a-z ]{0,90}",
        "[א-ת 0-9]{0,60}",
        "[一-龥ァ-ン]{0,40}",
        "(👩‍👩‍👧|e\u{301}|ก็|\u{200f}){0,20}",
        "[a-z\n\t\u{1b}]{0,60}",
    ]
}

fn any_block() -> impl Strategy<Value = Block> {
    let style = proptest::sample::select(vec![Style::Plain, Style::Bold, Style::Large]);
    let align = proptest::sample::select(vec![Align::Left, Align::Center, Align::Right]);
    prop_oneof![
        (any_text(), align, style.clone()).prop_map(|(text, align, style)| Block::Text {
            text,
            align,
            style
        }),
        (any_text(), any_text(), style).prop_map(|(left, right, style)| Block::Pair {
            left,
            right,
            style
        }),
        Just(Block::Rule),
        Just(Block::Blank),
    ]
}

proptest! {
    #[test]
    fn no_line_is_wider_or_narrower_than_the_paper(
        blocks in proptest::collection::vec(any_block(), 0..8),
        columns in proptest::sample::select(RECEIPT_COLUMNS.to_vec()),
    ) {
        for line in layout(&Receipt { blocks }, columns) {
            prop_assert!(fills(&line, columns), "{line:?}");
            prop_assert!(!line.text.chars().any(char::is_control), "{line:?}");
        }
    }

    #[test]
    fn nothing_that_is_printed_is_lost(text in "[a-z]{1,30}( [a-z]{1,60}){0,6}", columns in 24_u16..50) {
        let block = Block::Text { text: text.clone(), align: Align::Left, style: Style::Plain };
        let lines = layout(&Receipt { blocks: vec![block] }, columns);
        let letters = |text: &str| text.chars().filter(|letter| *letter != ' ').collect::<String>();
        let all: String = lines.iter().map(|line| letters(&line.text)).collect();
        prop_assert_eq!(all, letters(&text));
    }
}

#[test]
fn every_receipt_fills_its_paper_in_both_languages() {
    for language in [Locale::Id, Locale::En] {
        let store = settings(language);
        for body in [sale(1), refund(2)] {
            let receipt = sale_receipt(&slip(&body, &store)).unwrap();
            for columns in RECEIPT_COLUMNS {
                let lines = layout(&receipt, columns);
                assert!(lines.iter().all(|line| fills(line, columns)));
                assert_eq!(lines.iter().filter(|line| line.code).count(), 1);
            }
        }
    }
}
