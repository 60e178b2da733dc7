//! Folding to ASCII, one character for one, so that columns stay aligned.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The ASCII character to print for `character` on a printer that does not have it.
pub(super) fn to_ascii(character: char) -> Option<char> {
    punctuation(character)
        .or_else(|| stroke_letter(character))
        .or_else(|| letter(character))
}

/// Typographic signs that phones and spreadsheets put into names.
fn punctuation(character: char) -> Option<char> {
    match character {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{AD}' | '\u{5BE}' | '─' | '━' => Some('-'),
        '‘' | '’' | '‚' | '‛' | '′' | '´' | 'ʼ' | '\u{5F3}' => Some('\''),
        '“' | '”' | '„' | '″' | '«' | '»' | '\u{5F4}' => Some('"'),
        '…' | '·' | '∙' => Some('.'),
        '•' | '●' | '■' => Some('*'),
        '×' | '✕' => Some('x'),
        '÷' | '⁄' => Some('/'),
        '¦' | '│' | '┃' => Some('|'),
        '═' => Some('='),
        _ => None,
    }
}

/// Letters whose stroke Unicode does not decompose.
fn stroke_letter(character: char) -> Option<char> {
    match character {
        'ø' => Some('o'),
        'Ø' => Some('O'),
        'đ' | 'ð' => Some('d'),
        'Đ' | 'Ð' => Some('D'),
        'ł' => Some('l'),
        'Ł' => Some('L'),
        'ı' => Some('i'),
        'ħ' => Some('h'),
        'Ħ' => Some('H'),
        _ => None,
    }
}

/// A letter or digit without its marks: `é` to `e`, `²` to `2`.
fn letter(character: char) -> Option<char> {
    let mut unmarked = character.nfkd().filter(|c| !is_combining_mark(*c));
    match (unmarked.next(), unmarked.next()) {
        (Some(plain), None) if plain.is_ascii_graphic() => Some(plain),
        _ => None,
    }
}
