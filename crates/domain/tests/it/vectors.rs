//! Outside cases: where the files are, and how a table of them is judged.

use std::fmt::Debug;

/// The text of a file of outside cases. If the data is absent, it prints a notice and returns
/// `None`.
pub(crate) fn read(name: &str) -> Option<String> {
    let path = kasapro_outside_data::path(&format!("vectors/{name}"))?;
    Some(std::fs::read_to_string(path).unwrap())
}

/// Compares our figure with the expected one.
#[expect(
    clippy::needless_pass_by_value,
    reason = "figures are read where they are compared"
)]
pub(crate) fn same<T: PartialEq + Debug>(what: &str, ours: T, theirs: T) -> Result<(), String> {
    if ours == theirs {
        Ok(())
    } else {
        Err(format!("{what}: ours {ours:?}, theirs {theirs:?}"))
    }
}

/// Every case agrees or is listed with the rule by which we differ; a listed case that agrees, or
/// that is not in the file, is an error as well.
pub(crate) fn judge(cases: &[(String, Result<(), String>)], differs: &[(&str, &str)]) {
    let listed = |id: &str| differs.iter().any(|(listed, _)| *listed == id);
    let mut complaints = Vec::new();
    for (id, outcome) in cases {
        match outcome {
            Err(why) if !listed(id) => complaints.push(format!("{id} differs: {why}")),
            Ok(()) if listed(id) => complaints.push(format!("{id} agrees and is listed")),
            Ok(()) | Err(_) => {}
        }
    }
    for (id, _) in differs {
        if !cases.iter().any(|(case, _)| case == id) {
            complaints.push(format!("{id} is listed and not in the file"));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
