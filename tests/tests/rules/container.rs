//! The development container has the packages that `cargo xtask` would install.

use std::fs;

use anyhow::Result;

use crate::assert_none;
use crate::tree::root;

#[test]
fn the_container_has_every_package_of_the_system() -> Result<()> {
    let container = fs::read_to_string(root().join(".devcontainer/Dockerfile"))?;
    let installed: Vec<&str> = container.split_whitespace().collect();
    let system = fs::read_to_string(root().join("xtask/src/system.rs"))?;
    let lists = system
        .split("const ")
        .filter(|part| part.contains(": &[&str] = &["));
    let lists = lists.filter_map(|part| part.split("];").next());
    let packages: Vec<&str> = lists
        .flat_map(|list| list.split('"').skip(1).step_by(2))
        .collect();
    assert!(packages.contains(&"postgresql"), "the lists are not found");
    let missing = packages.iter().filter(|name| !installed.contains(name));
    let findings: Vec<String> = missing.map(|name| (*name).to_owned()).collect();
    assert_none("add these to .devcontainer/Dockerfile:", &findings);
    Ok(())
}
