//! The compiler asks about a new kind of entry everywhere: a match over kinds never has a wildcard
//! arm.
//!
//! In some crates clippy's `wildcard_enum_match_arm` enforces this. It does not see a wildcard
//! inside an `Option` or a `Result`, and in other crates it would forbid too much.

use anyhow::Result;

use crate::assert_none;
use crate::tree::sources;

/// The forms of a wildcard arm.
const WILDCARDS: &[&str] = &[
    "_ ",
    "Some(_) ",
    "Ok(_) ",
    "None | Some(_) ",
    "Some(_) | None ",
];

#[test]
fn no_match_over_kinds_of_entries_has_an_arm_for_the_rest() -> Result<()> {
    let mut found = Vec::new();
    for source in sources()?.iter().filter(|source| source.is_a(&["rs"])) {
        if source.path.contains("/src/") {
            let arms = forgetful_arms(&source.text).into_iter();
            found.extend(arms.map(|number| format!("{}:{number}", source.path)));
        }
    }
    assert_none(
        "these arms forget the next kind: name the kinds, or ask a fact of EntryBody:",
        &found,
    );
    Ok(())
}

/// The lines of wildcard arms in matches that name kinds.
fn forgetful_arms(text: &str) -> Vec<usize> {
    let lines: Vec<&str> = text.lines().collect();
    let wildcards = (0..lines.len()).filter(|at| {
        let arm = lines[*at].trim_start();
        WILDCARDS.iter().any(|wildcard| arm.starts_with(wildcard)) && arm.contains("=>")
    });
    wildcards
        .filter(|at| names_kinds(&lines[..*at], indent(lines[*at])))
        .map(|at| at + 1)
        .collect()
}

/// Whether an arm above, of the same match, is for a kind.
fn names_kinds(above: &[&str], depth: usize) -> bool {
    let lines = above.iter().rev();
    let of_match = lines.take_while(|line| line.is_empty() || indent(line) >= depth);
    of_match
        .filter(|line| indent(line) == depth)
        .any(|line| line.contains("EntryBody::") && line.contains("=>"))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[test]
fn the_rule_sees_wildcards_behind_options_and_only_those_over_kinds() {
    let text = "match body {\n    Some(EntryBody::CashMoved(one)) => {\n        match one {\n            \
                A => 1,\n            _ => 2,\n        }\n    }\n    Some(_) => 3,\n    None => 4,\n}\n";
    assert_eq!(forgetful_arms(text), [8]);
}
