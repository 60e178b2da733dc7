//! Proportional memory of processes, as the kernel counts it: a page that two share counts half.

use std::collections::HashMap;
use std::fs;

use anyhow::{Context, Result, ensure};

/// Bytes of a process and all its descendants.
pub(crate) fn of_tree(root: u32) -> Result<u64> {
    let bytes = tree(root)?.into_iter().map(of_process).sum();
    ensure!(bytes > 0, "process {root} is gone");
    Ok(bytes)
}

/// Whether a process of the tree was started with this argument.
pub(crate) fn runs_in_tree(root: u32, argument: &str) -> Result<bool> {
    let has = |process| {
        let line = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
        let mut words = line.split(|byte| byte.is_ascii_whitespace() || *byte == 0);
        words.any(|word| word == argument.as_bytes())
    };
    Ok(tree(root)?.into_iter().any(has))
}

/// A process and all its descendants.
pub(crate) fn tree(root: u32) -> Result<Vec<u32>> {
    let parents = parents()?;
    let descends = |process: u32| {
        let line = std::iter::successors(Some(process), |child| parents.get(child).copied());
        line.take(64).any(|ancestor| ancestor == root)
    };
    let processes = parents.keys().copied();
    Ok(processes.filter(|process| descends(*process)).collect())
}

/// The parent of each process.
fn parents() -> Result<HashMap<u32, u32>> {
    let mut parents = HashMap::new();
    for entry in fs::read_dir("/proc").context("no /proc")?.flatten() {
        let Some(process) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok())
        else {
            continue;
        };
        // A process may end between the listing of the folder and the reading of the file.
        let stat = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        let parent = after_name.split_whitespace().nth(1);
        if let Some(parent) = parent.and_then(|parent| parent.parse().ok()) {
            parents.insert(process, parent);
        }
    }
    Ok(parents)
}

fn of_process(process: u32) -> u64 {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
    let kib = line.and_then(|line| line.split_whitespace().next());
    kib.and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) * 1024
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_takes_memory_and_a_missing_one_none() {
        assert!(of_tree(std::process::id()).unwrap() > 100_000);
        assert!(of_tree(u32::MAX).is_err());
    }
}
