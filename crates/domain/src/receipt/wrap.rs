//! Wrapping and padding by the width that text takes on paper, never inside a grapheme.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::Align;

/// The columns a text takes: two for a wide letter, none for a combining mark.
pub fn display_width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// A text on one line without control characters: a name must never steer the printer.
pub(super) fn clean(text: &str) -> String {
    let blank = |letter: char| if letter.is_whitespace() { ' ' } else { letter };
    text.chars()
        .map(blank)
        .filter(|letter| !letter.is_control())
        .collect()
}

/// Breaks a text into lines of at most `columns`, at blanks where it can. A line break in the
/// text breaks a line; other control characters are dropped.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            place(&mut lines, &mut line, &clean(word), columns);
        }
        lines.push(line);
    }
    lines
}

/// Appends a word to the line, or puts it on a new line, or breaks it over several.
fn place(lines: &mut Vec<String>, line: &mut String, word: &str, columns: usize) {
    let joined = if line.is_empty() {
        word.to_owned()
    } else {
        format!("{line} {word}")
    };
    if display_width(&joined) <= columns {
        *line = joined;
        return;
    }
    if !line.is_empty() {
        lines.push(std::mem::take(line));
    }
    for grapheme in word.graphemes(true) {
        let longer = format!("{line}{grapheme}");
        if display_width(&longer) > columns && !line.is_empty() {
            lines.push(std::mem::take(line));
            grapheme.clone_into(line);
        } else {
            *line = longer;
        }
    }
}

/// A text of at most `columns` with blanks up to exactly `columns`.
pub(super) fn pad(text: &str, columns: usize, align: Align) -> String {
    let free = columns.saturating_sub(display_width(text));
    let before = match align {
        Align::Left => 0,
        Align::Center => free.checked_div(2).unwrap_or(0),
        Align::Right => free,
    };
    let after = free.saturating_sub(before);
    format!("{}{text}{}", " ".repeat(before), " ".repeat(after))
}
