//! Text in the bytes of a code page.

use peripherals::escpos::CodePage;

fn shown(page: CodePage, text: &str) -> String {
    let upper: Vec<char> = page.upper_half().chars().collect();
    let show = |byte: u8| match usize::from(byte).checked_sub(0x80) {
        Some(place) => upper[place],
        None => char::from(byte),
    };
    page.encode(text).bytes.into_iter().map(show).collect()
}

fn unprintable(page: CodePage, text: &str) -> String {
    page.encode(text).unprintable.into_iter().collect()
}

#[test]
fn every_page_has_128_places_and_no_letter_twice() {
    for page in CodePage::ALL {
        let mut letters: Vec<char> = page.upper_half().chars().collect();
        assert_eq!(letters.len(), 128, "{page:?}");
        letters.retain(|letter| *letter != char::REPLACEMENT_CHARACTER);
        let all = letters.len();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), all, "{page:?}");
    }
}

#[test]
fn every_letter_of_a_page_comes_back_as_its_own_byte() {
    for page in CodePage::ALL {
        for (letter, byte) in page.upper_half().chars().zip(0x80_u8..=0xFF) {
            // Spaces, soft hyphens and the like are folded or take no column.
            if letter == char::REPLACEMENT_CHARACTER || matches!(letter, '\u{A0}' | '\u{AD}') {
                continue;
            }
            assert_eq!(
                page.encode(&letter.to_string()).bytes,
                [byte],
                "{page:?} {letter}"
            );
        }
    }
}

#[test]
fn letters_missing_in_a_page_fold_to_ascii() {
    let table = [
        (
            CodePage::Pc437,
            "Kopi Luwak Ćevapčići",
            "Kopi Luwak Cevapcici",
        ),
        (CodePage::Pc437, "“Teh” ‘Poci’ – 5…", "\"Teh\" 'Poci' - 5."),
        (CodePage::Pc850, "Rp\u{A0}12.500", "Rp 12.500"),
        (CodePage::Pc862, "Łódź Øre", "Lódz Ore"),
        (CodePage::Pc858, "crème brûlée 5 €", "crème brûlée 5 €"),
        (CodePage::Pc437, "cafe\u{301}", "café"),
    ];
    for (page, text, expected) in table {
        assert_eq!(shown(page, text), expected, "{page:?}");
        assert_eq!(unprintable(page, text), "", "{page:?} {text}");
    }
}

#[test]
fn what_cannot_be_printed_is_a_question_mark_for_each_column_and_is_reported() {
    assert_eq!(
        shown(CodePage::Pc437, "חלב 3%"),
        "3% ???",
        "the number follows on the left"
    );
    assert_eq!(unprintable(CodePage::Pc437, "חלב 3%"), "בחל");
    assert_eq!(shown(CodePage::Pc437, "茶 Teh"), "?? Teh");
    assert_eq!(shown(CodePage::Pc437, "👨‍👩‍👧 Teh"), "?? Teh");
}

#[test]
fn a_control_character_in_a_name_is_no_command() {
    let encoded = CodePage::Pc437.encode("Teh\u{1b}p0\u{7f}\n");
    assert_eq!(encoded.bytes, b"Teh?p0??");
    assert_eq!(encoded.unprintable.len(), 3);
}

#[test]
fn hebrew_is_put_on_paper_from_right_to_left() {
    assert_eq!(shown(CodePage::Pc862, "חלב"), "בלח");
    assert_eq!(shown(CodePage::Pc862, "(חלב)"), "(בלח)");
    assert_eq!(shown(CodePage::Pc862, "חלב (טרי)"), "(ירט) בלח");
}

#[test]
fn the_amount_stays_right_of_an_isolated_hebrew_name() {
    let line = "\u{2068}חלב 3%\u{2069}     12.90";
    let paper = shown(CodePage::Pc862, line);
    assert_eq!(paper, "3% בלח     12.90");
}

#[test]
fn a_page_is_stored_under_a_readable_name() {
    assert_eq!(
        serde_json::to_string(&CodePage::Wpc1252).unwrap(),
        "\"wpc1252\""
    );
    assert_eq!(
        serde_json::from_str::<CodePage>("\"pc862\"").unwrap(),
        CodePage::Pc862
    );
}
