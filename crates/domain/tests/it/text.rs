//! The visible part of a text.

use domain::text::{clean, clean_code, clean_lines, is_invisible, trim_invisible};

#[test]
fn a_text_that_shows_nothing_is_empty() {
    let mut shown = Vec::new();
    let ranges = [
        0x0..=0x20_u32,
        0x7f..=0xa0,
        0xad..=0xad,
        0x34f..=0x34f,
        0x61c..=0x61c,
        0x115f..=0x1160,
        0x1680..=0x1680,
        0x17b4..=0x17b5,
        0x180b..=0x180f,
        0x2000..=0x200f,
        0x2028..=0x202f,
        0x205f..=0x206f,
        0x2800..=0x2800,
        0x3000..=0x3000,
        0x3164..=0x3164,
        0xfe00..=0xfe0f,
        0xfeff..=0xfeff,
        0xffa0..=0xffa0,
        0xfff9..=0xfffb,
        0x1bca0..=0x1bca3,
        0x1d173..=0x1d17a,
        0xe0001..=0xe007f,
        0xe0100..=0xe01ef,
    ];
    for letter in ranges.into_iter().flatten().filter_map(char::from_u32) {
        let text = format!("{letter}{letter} {letter}");
        let is_empty = clean(&text).is_empty() && clean_code(&text).is_empty();
        if !is_invisible(letter) || !is_empty || !trim_invisible(&text).is_empty() {
            shown.push(letter);
        }
    }
    assert_eq!(shown, Vec::<char>::new());
}

#[test]
fn what_cannot_be_seen_is_left_out_and_what_can_stays() {
    for (typed, stored) in [
        ("Teh Botol", "Teh Botol"),
        ("\u{200b}Teh\u{a0} \u{3000}Botol\r\n", "Teh Botol"),
        ("T\u{200b}e\u{ad}h", "Teh"),
        ("Teh\u{202e}lotoB\u{2066}", "TehlotoB"),
        // Joiners and selectors that letters need.
        (
            "\u{645}\u{6cc}\u{200c}\u{62e}",
            "\u{645}\u{6cc}\u{200c}\u{62e}",
        ),
        ("\u{1f469}\u{200d}\u{1f33e}", "\u{1f469}\u{200d}\u{1f33e}"),
        ("\u{2764}\u{fe0f}", "\u{2764}\u{fe0f}"),
        ("a\u{200d}", "a"),
        ("\u{200d}a", "a"),
        ("a\u{200d} b", "a b"),
        // Marks and letters of every script.
        ("cafe\u{301}", "cafe\u{301}"),
        ("\u{915}\u{94d}\u{937}", "\u{915}\u{94d}\u{937}"),
    ] {
        assert_eq!(clean(typed), stored, "{typed:?}");
        assert_eq!(clean(stored), stored, "{stored:?}");
    }
    assert_eq!(clean_code("89\u{200d}91\u{feff}\u{2060}2"), "89912");
    assert_eq!(
        clean_lines("\u{200b}\nJl. 1\u{a0}\n\u{2066}Kota\n"),
        "Jl. 1\nKota"
    );
}
