//! Element strings: one identifier and value after the other.

use super::SEPARATOR;
use super::identifiers::shape_of;
use crate::barcode::check_digit::is_right;

/// A GTIN of 14 digits.
const GTIN_LENGTH: usize = 14;

/// The elements of one string, by their identifiers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Elements(Vec<(String, String)>);

impl Elements {
    /// Adds an element. False if its value does not match the identifier's shape, or if the
    /// identifier already has another value.
    pub(super) fn add(&mut self, identifier: &str, value: &str) -> bool {
        let Some(shape) = shape_of(identifier).filter(|s| s.identifier == identifier.len()) else {
            return false;
        };
        let is_number = value.bytes().all(|digit| digit.is_ascii_digit());
        let fits = (shape.least..=shape.most).contains(&value.chars().count());
        if !fits || (shape.numeric && !is_number) {
            return false;
        }
        if let Some(known) = self.get(identifier) {
            return known == value;
        }
        self.0.push((identifier.to_owned(), value.to_owned()));
        true
    }

    /// The value of an identifier.
    pub fn get(&self, identifier: &str) -> Option<&str> {
        let mut found = self.0.iter().filter(|(known, _)| known == identifier);
        found.next().map(|(_, value)| value.as_str())
    }

    /// All identifiers and values, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(identifier, value)| (identifier.as_str(), value.as_str()))
    }

    /// The number of the product: the scanned one (01), or that of the contents of a carton (02).
    pub fn gtin(&self) -> &str {
        self.get("01").or_else(|| self.get("02")).unwrap_or("")
    }

    /// Whether there is exactly one product's number, with the right check digit if `proven` is
    /// set.
    pub(super) fn names_a_product(&self, proven: bool) -> bool {
        let gtin = self.gtin();
        let one = self.get("01").is_none() || self.get("02").is_none();
        one && gtin.len() == GTIN_LENGTH && (!proven || is_right(gtin))
    }
}

/// Reads elements that follow each other as a scanner sends them: a separator ends a value of
/// variable length. `None` if a part cannot be read.
pub(super) fn in_sequence(text: &str) -> Option<Elements> {
    let mut rest = text.trim_start_matches(SEPARATOR);
    let mut elements = Elements::default();
    while !rest.is_empty() {
        let shape = shape_of(rest)?;
        let (identifier, behind) = rest.split_at_checked(shape.identifier)?;
        let ended = behind.find(SEPARATOR).unwrap_or(behind.len());
        let length = if shape.predefined { shape.most } else { ended };
        let (value, behind) = behind.split_at_checked(length)?;
        if !elements.add(identifier, value) {
            return None;
        }
        rest = behind.trim_start_matches(SEPARATOR);
    }
    Some(elements)
}

/// Reads elements as they are printed for people: `(01)09506000134352(3103)000750`.
pub(super) fn in_parentheses(text: &str) -> Option<Elements> {
    let mut elements = Elements::default();
    let mut rest = text;
    while !rest.is_empty() {
        let (identifier, behind) = rest.strip_prefix('(')?.split_once(')')?;
        let end = next_identifier(behind);
        let (value, behind) = behind.split_at_checked(end)?;
        let value = value.trim_matches(|c: char| c == SEPARATOR || c == ' ');
        if !elements.add(identifier.trim(), value) {
            return None;
        }
        rest = behind;
    }
    Some(elements)
}

/// Where the next identifier in parentheses begins. A value may hold parentheses, too.
fn next_identifier(text: &str) -> usize {
    let begins = |rest: &str| {
        let inner = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        inner.is_some_and(|(identifier, _)| {
            shape_of(identifier).is_some_and(|shape| shape.identifier == identifier.len())
        })
    };
    text.char_indices()
        .map(|(place, _)| place)
        .find(|place| text.get(*place..).is_some_and(begins))
        .unwrap_or(text.len())
}
