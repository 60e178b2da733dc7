//! The search key of texts: without case, diacritics and repeated blanks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The search key of a text: compatibility-decomposed, without combining marks, lower case, one
/// blank between words. `Café  AU lait` and `cafe au lait` have the same key.
pub fn search_key(text: &str) -> String {
    let plain: String = text
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
