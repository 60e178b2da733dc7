//! Existing violations that a rule still allows. The list may only get shorter: a fixed violation
//! is removed.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::assert_none;
use crate::tree::root;

const FILE: &str = "tests/tests/rules/allowed.toml";

/// The lists of `allowed.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Allowed {
    /// Modules that use, and are used by, others of their folder in a circle.
    pub(crate) circles: Vec<String>,
    /// Files with comments of more than 100 columns.
    pub(crate) long_comments: Vec<String>,
    /// Documents with lines of more than 100 columns.
    pub(crate) long_documents: Vec<String>,
    /// Names that belong to more than one type.
    pub(crate) types_twice: Vec<String>,
}

/// Reads the lists.
pub(crate) fn allowed() -> Result<Allowed> {
    let text = fs::read_to_string(root().join(FILE)).context(FILE)?;
    toml::from_str(&text).context(FILE)
}

/// Fails for findings that are not allowed, and for allowed ones that are no longer found.
pub(crate) fn assert_shrinks(rule: &str, found: &[String], allowed: &[String]) {
    let new = found.iter().filter(|one| !allowed.contains(one));
    let mended = allowed.iter().filter(|one| !found.contains(one));
    let mut findings: Vec<String> = new.cloned().collect();
    findings.extend(mended.map(|one| format!("{one} is mended: take it off the list")));
    assert_none(rule, &findings);
}
