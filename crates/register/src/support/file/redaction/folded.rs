//! A text without case and accents, which knows where each letter came from.

use domain::catalog::search_key;

/// A text to look names up in: letters in one case, without accents, whether these are part of a
/// letter or follow it.
pub(super) struct Folded {
    text: String,
    /// Where in the source the letter of each byte begins.
    source: Vec<usize>,
    source_len: usize,
}

impl Folded {
    pub(super) fn of(source: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(source.len()),
            source: Vec::with_capacity(source.len()),
            source_len: source.len(),
        };
        for (at, letter) in source.char_indices() {
            if letter.is_ascii() {
                folded.text.push(letter.to_ascii_lowercase());
            } else {
                // First upper case: `ß` is `SS`.
                let upper: String = letter.to_uppercase().collect();
                folded.text.push_str(&search_key(&upper));
            }
            folded.source.resize(folded.text.len(), at);
        }
        folded
    }

    /// Where in the source this stands. An accent that follows the last letter is part of it.
    pub(super) fn places_of(&self, name: &Self) -> Vec<(usize, usize)> {
        if name.text.is_empty() {
            return Vec::new();
        }
        let begin = |at: usize| self.source.get(at).copied().unwrap_or(self.source_len);
        let places = self.text.match_indices(&name.text);
        places
            .map(|(at, found)| (begin(at), begin(at + found.len())))
            .collect()
    }
}
