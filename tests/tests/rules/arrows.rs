//! The dependency arrow is the architecture: `domain` <- `catalog-import` <- `ledger`;
//! `domain` <- `peripherals`, `protocol` <- `sync-engine`, `sync-client` <- `sync-driver` <-
//! `register` <- shell, cli; `domain`, `protocol` <- the server. The driver uses the ledger, too.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::assert_none;
use crate::tree::{root, sources};

/// The packages of ours that each package may use. A package that is not listed is a tool, which no
/// other package may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("catalog-import", &["domain"]),
    ("ledger", &["catalog-import", "domain"]),
    ("peripherals", &["domain"]),
    ("protocol", &["domain"]),
    ("sync-engine", &["domain", "protocol"]),
    ("sync-client", &["domain", "protocol"]),
    (
        "sync-driver",
        &["domain", "ledger", "protocol", "sync-client", "sync-engine"],
    ),
    (
        "register",
        &[
            "catalog-import",
            "domain",
            "ledger",
            "peripherals",
            "protocol",
            "sync-driver",
            "sync-engine",
        ],
    ),
    ("kasapro-sync-server", &["domain", "protocol"]),
    ("kasaproctl", &["catalog-import", "domain", "register"]),
    ("commands", &["register"]),
    ("dev-host", &["commands", "register"]),
    ("kasapro", &["commands", "domain", "register"]),
];

/// Outside packages that only one of ours may use.
const ONLY_IN: &[(&str, &str)] = &[
    ("rusqlite", "ledger"),
    ("rusqlite_migration", "ledger"),
    ("keyring", "register"),
    ("reqwest", "sync-client"),
    ("axum", "kasapro-sync-server"),
    ("tokio-postgres", "kasapro-sync-server"),
    ("deadpool-postgres", "kasapro-sync-server"),
    ("tauri", "kasapro"),
    ("tauri-specta", "kasapro"),
];

/// Packages that never use some outside packages, and why.
const NEVER: &[(&str, &[&str], &str)] = &[
    (
        "domain",
        &[
            "tokio",
            "getrandom",
            "rand",
            "log",
            "tempfile",
            "reqwest",
            "argon2",
        ],
        "domain does no I/O, and knows neither clock nor randomness:",
    ),
    (
        "sync-engine",
        &["tokio", "getrandom", "rand", "reqwest", "ledger"],
        "the engine decides without I/O, clock or randomness:",
    ),
    (
        "register",
        &["tokio", "reqwest", "rustls"],
        "use cases are synchronous; the sync driver has the runtime and the network:",
    ),
];

/// Packages that use the internals of others: they measure, or compare the stored data of each
/// side.
const LOOKING_BEHIND: &[&str] = &["bench", "kasapro-tests", "test-support"];

struct Package {
    name: String,
    uses: Vec<String>,
}

fn packages() -> Result<Vec<Package>> {
    let args = [
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
        "--offline",
    ];
    let output = Command::new("cargo")
        .args(args)
        .current_dir(root())
        .output()?;
    ensure!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let list = metadata["packages"].as_array().context("no packages")?;
    Ok(list.iter().map(package).collect())
}

fn package(package: &Value) -> Package {
    let name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    let dependencies = package["dependencies"].as_array().into_iter().flatten();
    // Tests and build scripts (kinds `dev` and `build`) may reach further.
    let normal = dependencies.filter(|dependency| dependency["kind"].is_null());
    Package {
        name: name(package),
        uses: normal.map(name).collect(),
    }
}

#[test]
fn packages_depend_one_way() -> Result<()> {
    let packages = packages()?;
    let is_ours = |name: &String| packages.iter().any(|package| package.name == *name);
    let mut findings = Vec::new();
    for (name, allowed) in ARROWS {
        let package = packages.iter().find(|package| package.name == *name);
        let package = package.with_context(|| format!("there is no package {name}"))?;
        let ours = package.uses.iter().filter(|used| is_ours(used));
        let wrong = ours.filter(|used| !allowed.contains(&used.as_str()));
        findings.extend(wrong.map(|used| format!("{name} uses {used}")));
    }
    assert_none(
        "domain <- ledger, peripherals, protocol <- sync-engine, sync-client <- sync-driver <- register <- \
         kasapro, kasaproctl; domain, protocol <- the server:",
        &findings,
    );
    Ok(())
}

#[test]
fn one_package_knows_the_database_and_one_the_window() -> Result<()> {
    let mut findings = Vec::new();
    let sold = |package: &&Package| !LOOKING_BEHIND.contains(&package.name.as_str());
    for package in packages()?.iter().filter(sold) {
        for (outside, owner) in ONLY_IN {
            if package.name != *owner && package.uses.iter().any(|used| used == outside) {
                findings.push(format!(
                    "{} uses {outside}, which only {owner} may",
                    package.name
                ));
            }
        }
    }
    assert_none("a framework stays in one package:", &findings);
    Ok(())
}

#[test]
fn no_package_uses_what_its_layer_must_not_know() -> Result<()> {
    let packages = packages()?;
    for (name, never, reason) in NEVER {
        let package = packages.iter().find(|package| package.name == *name);
        let package = package.with_context(|| format!("there is no package {name}"))?;
        let wrong = package
            .uses
            .iter()
            .filter(|used| never.contains(&used.as_str()));
        let findings: Vec<String> = wrong.map(|used| format!("{name} uses {used}")).collect();
        assert_none(reason, &findings);
    }
    Ok(())
}

#[test]
fn every_package_takes_the_lints_of_the_workspace() -> Result<()> {
    let sources = sources()?;
    let manifests = sources
        .iter()
        .filter(|source| source.path.ends_with("Cargo.toml"));
    let loose = manifests.filter(|manifest| !manifest.text.contains("[lints]\nworkspace = true"));
    let findings: Vec<String> = loose.map(|manifest| manifest.path.clone()).collect();
    assert_none(
        "these packages have no `[lints] workspace = true`:",
        &findings,
    );
    Ok(())
}
