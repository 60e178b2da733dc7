//! Texts that people write or paste: only what can be seen is kept.
//!
//! A name that shows nothing cannot be chosen, a code with a letter that shows nothing is never
//! found by a scan, and a letter that turns the direction of writing makes one name look like
//! another. So every new name, code and note goes through [`clean`], [`clean_lines`] or
//! [`clean_code`]. What the log already holds stays as it is.

/// Whether a character shows nothing of its own: controls, blanks of every width, and what Unicode
/// calls default-ignorable or format, bidirectional marks included.
pub fn is_invisible(letter: char) -> bool {
    letter.is_control() || letter.is_whitespace() || is_ignorable(letter)
}

/// `Default_Ignorable_Code_Point` and the invisible part of `Cf` of Unicode 16, and the few letters
/// and symbols beside them that are blank in every font.
fn is_ignorable(letter: char) -> bool {
    matches!(letter,
        // Soft hyphen, grapheme joiner, the Arabic letter mark, Hangul fillers, Khmer inherent
        // vowels, Mongolian selectors.
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        // Zero-width letters, bidirectional marks, embeddings, isolates, invisible operators.
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        // The blank of Braille, the Hangul fillers, variation selectors, the byte order mark,
        // annotations.
        | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        // Format letters of hieroglyphs, Khitan, shorthand and music; a note without a head.
        | '\u{13430}'..='\u{1343f}' | '\u{16fe4}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}'
        | '\u{1d173}'..='\u{1d17a}'
        // Tags and more variation selectors.
        | '\u{e0000}'..='\u{e0fff}')
}

/// Joins letters of Persian, Indic scripts and emoji, or chooses a form: of use behind a letter.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180d}')
}

/// The text without what shows nothing at its ends.
pub fn trim_invisible(text: &str) -> &str {
    text.trim_matches(is_invisible)
}

/// A name, note or other text of one line as it is stored: what shows nothing is left out, blanks
/// of any kind and number are one space. Empty when nothing can be seen.
///
/// ```
/// use domain::text::clean;
///
/// assert_eq!(clean("\u{200b}Teh\u{a0}\u{a0}Botol\u{202e}\t"), "Teh Botol");
/// assert_eq!(clean("\u{200b}\u{2800}"), "");
/// ```
pub fn clean(text: &str) -> String {
    keep_visible(text, is_joiner)
}

/// The same for a text of several lines, such as an address.
pub fn clean_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(clean).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// A SKU, barcode or other code as it is stored and looked up: nothing invisible stays in it.
pub fn clean_code(text: &str) -> String {
    keep_visible(text, |_| false)
}

fn keep_visible(text: &str, joins: impl Fn(char) -> bool) -> String {
    let mut kept = String::with_capacity(text.len());
    // What is written only when a visible letter follows.
    let mut waiting = String::new();
    for letter in text.chars() {
        if letter.is_whitespace() || is_blank(letter) {
            waiting.clear();
            waiting.push(' ');
        } else if joins(letter) {
            if waiting.is_empty() {
                waiting.push(letter);
            }
        } else if !is_invisible(letter) {
            if !kept.is_empty() {
                kept.push_str(&waiting);
            }
            waiting.clear();
            kept.push(letter);
        }
    }
    // A variation selector belongs to the letter before it and may be the last one.
    if waiting.starts_with(is_selector) && !kept.is_empty() {
        kept.push_str(&waiting);
    }
    kept
}

/// A letter or symbol that takes the place of a space.
fn is_blank(letter: char) -> bool {
    matches!(letter, '\u{2800}' | '\u{3164}' | '\u{ffa0}')
}

fn is_selector(letter: char) -> bool {
    matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180d}')
}
