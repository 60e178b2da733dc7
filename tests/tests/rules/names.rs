//! A name must describe a thing. These words do not.

use anyhow::Result;

use crate::assert_none;
use crate::tree::sources;

/// Words that must not be part of the name of a file or folder.
const EMPTY_WORDS: &[&str] = &[
    "manager", "managers", "service", "services", "helper", "helpers", "util", "utils", "common",
    "misc", "stuff",
];

/// Words that are not a sufficient name alone.
const EMPTY_NAMES: &[&str] = &["base", "data", "info", "ext", "old", "new", "v2"];

#[test]
fn files_and_folders_are_named_after_what_they_hold() -> Result<()> {
    let mut findings = Vec::new();
    for source in sources()?
        .iter()
        .filter(|source| source.is_a(&["rs", "ts", "tsx", "sql"]))
    {
        if source.path.split('/').any(is_empty_name) {
            findings.push(source.path.clone());
        }
    }
    assert_none("rename these after what they hold:", &findings);
    Ok(())
}

fn is_empty_name(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).to_lowercase();
    let has_empty_word = stem
        .split(['-', '_'])
        .any(|word| EMPTY_WORDS.contains(&word));
    has_empty_word || EMPTY_NAMES.contains(&stem.as_str())
}

#[test]
fn the_rule_knows_an_empty_name_when_it_sees_one() {
    for name in [
        "cart_manager.rs",
        "utils",
        "date-utils.ts",
        "common.rs",
        "data.rs",
    ] {
        assert!(is_empty_name(name), "{name}");
    }
    for name in ["database.rs", "cart.rs", "new-shop.tsx"] {
        assert!(!is_empty_name(name), "{name}");
    }
}
