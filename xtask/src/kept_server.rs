//! `cargo xtask run --server`: a sync server for real use, whose PostgreSQL and database are kept.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::server::Server;
use crate::step::step;

/// Starts the server on the database of `folder`, prints how a register reaches it, and returns
/// only when it has ended. Ctrl+C stops both in order.
///
/// # Errors
/// When PostgreSQL or the server does not start, or the server ends by itself.
pub(crate) fn run(folder: &Path, address: SocketAddr, release: bool) -> Result<ExitCode> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut server = step("start PostgreSQL and the sync server", || {
        Server::start_kept(folder, release, address)
    })?;
    println!("    address for registers: {}", server.url());
    if !address.ip().is_loopback() {
        println!("    registers on other computers need https: see docs/src/operations/server.md");
    }
    let organizations = server.organizations()?;
    if organizations.iter().any(|line| is_founded(line)) {
        println!("    its organizations and registers:");
        for line in organizations {
            println!("      {line}");
        }
        println!("    a further register joins with a code that the owner's register makes");
    } else {
        let code = server.founding_code("Toko")?;
        println!("    founding code: {code} (Settings, Server, on the first register; 24 hours)");
    }
    println!("    everything is kept in {}", folder.display());
    println!("    the server's log: {}", server.log().display());
    println!("==> the server runs (Ctrl+C here to stop)");
    server.wait()?;
    Ok(ExitCode::SUCCESS)
}

/// Whether the line of `org list` is of an organization and not of an unused code.
fn is_founded(line: &str) -> bool {
    line.starts_with(|first: char| first.is_ascii_hexdigit())
}
