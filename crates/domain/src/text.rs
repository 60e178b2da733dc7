//! Texts that people write or paste: only visible characters are kept.
//!
//! An invisible name cannot be chosen. A code with an invisible character is never found by a scan.
//! A character that changes the writing direction makes one name look like another. So every new
//! name, code and note goes through [`clean`], [`clean_lines`] or [`clean_code`]. Texts that are
//! already in the log stay unchanged.

/// Whether a character is invisible: controls, blanks of every width, and Unicode's
/// default-ignorable and format characters, including bidirectional marks.
pub fn is_invisible(letter: char) -> bool {
    letter.is_control() || letter.is_whitespace() || is_ignorable(letter)
}

/// `Default_Ignorable_Code_Point` and the invisible part of `Cf` in Unicode 16, and a few other
/// letters and symbols that are blank in every font.
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

/// Joins letters of Persian and Indic scripts and emoji, or chooses a form. It is only useful after
/// a letter.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180d}')
}

/// The text without invisible characters at its ends.
pub fn trim_invisible(text: &str) -> &str {
    text.trim_matches(is_invisible)
}

/// A name, note or other single-line text as it is stored. Invisible characters are removed, and
/// each run of blanks becomes one space. Empty if no visible character is left.
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

/// A SKU, barcode or other code as it is stored and looked up, without invisible characters.
pub fn clean_code(text: &str) -> String {
    keep_visible(text, |_| false)
}

fn keep_visible(text: &str, joins: impl Fn(char) -> bool) -> String {
    let mut kept = String::with_capacity(text.len());
    // Characters that are kept only if a visible letter follows.
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
