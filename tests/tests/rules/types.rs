//! The name of a type is used once, so that a reader knows which one is meant.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::allowed::{allowed, assert_shrinks};
use crate::tree::{Source, sources};

#[test]
fn a_name_belongs_to_one_type() -> Result<()> {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources()?.iter().filter(|source| is_program(source)) {
        for name in names(&source.text) {
            places.entry(name).or_default().push(source.path.clone());
        }
    }
    let twice = places.into_iter().filter(|(_, files)| files.len() > 1);
    let mut found = Vec::new();
    let mut rule = "these names belong to several types; all of them are:".to_owned();
    for (name, files) in twice {
        rule = format!("{rule}\n    {name}: {}", files.join(", "));
        found.push(name);
    }
    assert_shrinks(&rule, &found, &allowed()?.types_twice);
    Ok(())
}

/// The folders of the product.
const SOLD: &[&str] = &["crates/", "src-tauri/", "sync-server/"];

/// Whether this is code of the product and not of its tests.
fn is_program(source: &Source) -> bool {
    let path = &source.path;
    let is_ours = SOLD.iter().any(|folder| path.starts_with(folder));
    let is_test = path.starts_with("crates/test-support/") || path.contains("/tests");
    is_ours && path.contains("/src/") && !is_test && source.is_a(&["rs"])
}

/// The types of a file, with any visibility.
fn names(text: &str) -> Vec<String> {
    let program = text.split("#[cfg(test)]\nmod tests {").next();
    program.unwrap_or(text).lines().filter_map(name).collect()
}

fn name(line: &str) -> Option<String> {
    let line = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(") ")?.1,
        Some(rest) => rest.trim_start(),
        None => line,
    };
    let rest = ["struct ", "enum ", "trait "]
        .iter()
        .find_map(|keyword| line.strip_prefix(keyword))?;
    let is_part = |letter: &char| letter.is_alphanumeric() || *letter == '_';
    Some(rest.chars().take_while(is_part).collect())
}

#[test]
fn the_rule_knows_a_type_when_it_sees_one() {
    for (line, wanted) in [
        ("pub struct Cart {", Some("Cart")),
        ("pub(crate) enum Plan {", Some("Plan")),
        ("pub trait Clock: Send {", Some("Clock")),
        ("struct Private;", Some("Private")),
        ("pub(in crate::cart) struct Near;", Some("Near")),
        ("pub fn structure() {", None),
        ("published: struct", None),
    ] {
        assert_eq!(name(line).as_deref(), wanted, "{line}");
    }
}
