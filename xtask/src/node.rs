//! The versions of Node.js that the UI's tools run on. `ui/package.json` is the only source.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::paths;
use crate::program::{output, program};

/// The version of Node.js, or an error that says what to do.
pub(crate) fn require() -> Result<String> {
    let wanted = wanted()?;
    let advice = format!("install Node.js {wanted} with npm (https://nodejs.org)");
    let Ok(version) = output(program("node").arg("--version")) else {
        bail!("Node.js is missing: {advice}");
    };
    let version = version.trim().to_owned();
    if !accepts(&wanted, &version) {
        bail!("Node.js {version} does not run the UI's tools: {advice}");
    }
    Ok(version)
}

/// The range in `engines` of the UI's package.
fn wanted() -> Result<String> {
    let file = paths::ui().join("package.json");
    let package = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let range = package
        .split_once("\"node\": \"")
        .and_then(|(_, rest)| rest.split_once('"'));
    let (range, _) = range.with_context(|| format!("{} names no Node.js", file.display()))?;
    Ok(range.to_owned())
}

/// Whether the version is in a range such as `^20.19 || >=24`.
fn accepts(range: &str, version: &str) -> bool {
    let Some(version) = numbers(version.trim_start_matches('v')) else {
        return false;
    };
    range.split("||").map(str::trim).any(|part| {
        let is_same_major = |oldest: (u32, u32)| version.0 == oldest.0 && version >= oldest;
        match (part.strip_prefix('^'), part.strip_prefix(">=")) {
            (Some(oldest), _) => numbers(oldest).is_some_and(is_same_major),
            (_, Some(oldest)) => numbers(oldest).is_some_and(|oldest| version >= oldest),
            (None, None) => false,
        }
    })
}

/// The first two numbers of a version; the second is 0 if it is missing.
fn numbers(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.split('.').map(str::parse);
    let major = parts.next()?.ok()?;
    Some((major, parts.next().unwrap_or(Ok(0)).ok()?))
}

#[cfg(test)]
mod tests {
    use super::{accepts, wanted};

    #[test]
    fn a_version_is_held_against_the_range_of_the_package() {
        let range = wanted().unwrap();
        for version in ["v20.19.0", "v20.20.1", "v22.13.0", "v24.0.0", "v25.1.0"] {
            assert!(accepts(&range, version), "{version} in {range}");
        }
        for version in [
            "v18.20.8", "v20.18.3", "v21.7.3", "v22.12.0", "v23.11.1", "?",
        ] {
            assert!(!accepts(&range, version), "{version} not in {range}");
        }
    }
}
