//! What no file of the tree may say.

use anyhow::Result;

use crate::assert_none;
use crate::tree::{Source, sources};

/// Text and what is wrong with it. Each is written in two parts, so that this file does not find itself.
const FORBIDDEN: &[(&str, &str)] = &[
    (concat!("/ro", "ot/"), "a path of one machine"),
    (concat!("/wo", "rk/"), "a path of one machine"),
    (concat!("TO", "DO"), "do it or leave it"),
    (concat!("FIX", "ME"), "do it or leave it"),
    (concat!("todo", "!("), "do it or leave it"),
    (concat!("should_", "panic"), "say which error instead"),
];

#[test]
fn no_file_holds_a_forbidden_word() -> Result<()> {
    let findings: Vec<String> = sources()?.iter().flat_map(findings_of).collect();
    assert_none("these lines may not stay:", &findings);
    Ok(())
}

fn findings_of(source: &Source) -> Vec<String> {
    let mut findings = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        let hit = FORBIDDEN.iter().find(|(word, _)| line.contains(word));
        if let Some((word, reason)) = hit {
            findings.push(format!("{}:{}: {word}: {reason}", source.path, number + 1));
        }
    }
    findings
}
