//! A file must be short enough to be read in one go.

use anyhow::Result;

use crate::assert_none;
use crate::tree::sources;

/// Lines after which a file must be split; most have a quarter of that.
const LINES_MAX: usize = 400;

#[test]
fn no_source_file_is_too_long_to_read() -> Result<()> {
    let mut findings = Vec::new();
    for source in sources()?
        .iter()
        .filter(|source| source.is_a(&["rs", "ts", "tsx", "sql", "css"]))
    {
        let lines = source.text.lines().count();
        if lines > LINES_MAX {
            findings.push(format!("{}: {lines} lines", source.path));
        }
    }
    assert_none("split these:", &findings);
    Ok(())
}
