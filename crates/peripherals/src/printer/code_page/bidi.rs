//! Visual order: printers do not support right-to-left text and print each byte after the one
//! before.

use std::borrow::Cow;

use unicode_bidi::{BidiInfo, Level};
use unicode_normalization::UnicodeNormalization as _;

/// A line composed and put into visual order, left to right, in a left-to-right receipt.
///
/// Text without right-to-left letters only gets composed (NFC), since code pages have `é` but no
/// accents.
pub(super) fn visual_order(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let composed: String = text.nfc().collect();
    let info = BidiInfo::new(&composed, Some(Level::ltr()));
    if !info.has_rtl() {
        return Cow::Owned(composed);
    }
    let mut visual = String::with_capacity(composed.len());
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let Some(piece) = composed.get(run.clone()) else {
                continue;
            };
            if levels.get(run.start).is_some_and(Level::is_rtl) {
                visual.extend(piece.chars().rev().map(mirrored));
            } else {
                visual.push_str(piece);
            }
        }
    }
    Cow::Owned(visual)
}

/// Brackets face the other way in right-to-left text.
fn mirrored(character: char) -> char {
    match character {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        other => other,
    }
}
