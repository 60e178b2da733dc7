//! Registers and servers of different versions work together.
//!
//! `cargo xtask compat` builds the programs of the earlier version and names them in
//! `KASAPRO_EARLIER_CTL` and `KASAPRO_EARLIER_SERVER`; without them these tests are skipped.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use tempfile::TempDir;
use test_support::checker::{Inspector, check_promises};
use test_support::kasaproctl::Kasaproctl;
use test_support::loopback;
use test_support::postgres::SharedCluster;
use test_support::program;
use test_support::random::SeededRandom;
use test_support::server::{ServerLaunch, SyncServer};
use test_support::shop::TestRegister;
use uuid::Uuid;

const OWNER: [&str; 4] = ["--user", "sari", "--pin", "4826"];

#[derive(Debug, Deserialize)]
struct Organization {
    organization_id: Uuid,
}

/// Programs of both versions.
struct Programs {
    earlier_ctl: PathBuf,
    earlier_server: PathBuf,
    server: PathBuf,
}

impl Programs {
    fn find(what: &str) -> Option<Self> {
        let named = |variable: &str| std::env::var_os(variable).map(PathBuf::from);
        let found = named("KASAPRO_EARLIER_CTL")
            .zip(named("KASAPRO_EARLIER_SERVER"))
            .zip(program::sync_server());
        if found.is_none() {
            eprintln!("skipped: {what}: no earlier programs (cargo xtask compat builds them)");
        }
        found.map(|((earlier_ctl, earlier_server), server)| Self {
            earlier_ctl,
            earlier_server,
            server,
        })
    }
}

#[test]
fn an_earlier_register_works_with_this_server_and_a_register_of_this_version() -> Result<()> {
    let Some(programs) = Programs::find("an earlier register") else {
        return Ok(());
    };
    let cluster = SharedCluster::join()?;
    let server = SyncServer::start(cluster.database()?)?.context("no server")?;
    let folder = tempfile::tempdir()?;
    let (earlier, ctl) = earlier_register(&folder, &programs)?;
    ctl.json(&["demo"])?;
    let code = server.founding_code("Toko Contoh")?;
    ctl.json(&["enroll", "--server", &server.url(), "--code", &code])?;
    trade(&ctl)?;

    let this = TestRegister::in_folder(folder.path(), "this version");
    this.join(
        &server.url(),
        &server.joining_code(organization_id(&server)?)?,
    )?;
    let mut random = SeededRandom::new(0xEA71);
    this.sync()?;
    this.sell(4, &mut random)?;
    this.change_a_price(&mut random)?;
    this.sync()?;
    trade(&ctl)?;
    ensure!(ctl.json(&["ledger", "verify"])?["ok"] == true, "not whole");
    this.sync()?;

    let ledgers = [earlier.contents()?, this.contents()?];
    check_promises(&ledgers, &server.database().superuser_url)
}

#[test]
fn this_register_works_with_an_earlier_server_and_a_register_of_that_version() -> Result<()> {
    let Some(programs) = Programs::find("an earlier server") else {
        return Ok(());
    };
    let cluster = SharedCluster::join()?;
    let mut server = SyncServer::launch(ServerLaunch {
        program: programs.earlier_server.clone(),
        address: loopback::address()?,
        database: cluster.database()?,
        secret_file: None,
    })?;
    let folder = tempfile::tempdir()?;
    let this = TestRegister::in_folder(folder.path(), "this version");
    this.set_up()?;
    this.found(&server.url(), &server.founding_code("Toko Tahan")?)?;
    this.sync()?;
    let mut random = SeededRandom::new(0xEA72);
    this.sell(4, &mut random)?;
    this.change_a_price(&mut random)?;
    this.sync()?;

    let (earlier, ctl) = earlier_register(&folder, &programs)?;
    let code = server.joining_code(this.contents()?.organization_id)?;
    ctl.json(&["enroll", "--server", &server.url(), "--code", &code])?;
    trade(&ctl)?;
    this.sell(2, &mut random)?;
    this.sync()?;
    trade(&ctl)?;
    this.sync()?;

    // The checker reads the tables of this version, so the server is upgraded, and work goes on.
    server.stop()?;
    server.change_program(programs.server)?;
    this.sell(1, &mut random)?;
    this.sync()?;
    trade(&ctl)?;
    this.sync()?;
    let ledgers = [earlier.contents()?, this.contents()?];
    check_promises(&ledgers, &server.database().superuser_url)
}

/// The one organization of a server.
fn organization_id(server: &SyncServer) -> Result<Uuid> {
    let inspector = Inspector::connect(&server.database().superuser_url)?;
    let rows: Vec<Organization> = inspector.rows("select organization_id from organizations")?;
    Ok(rows.first().context("no organization")?.organization_id)
}

fn earlier_register(folder: &TempDir, programs: &Programs) -> Result<(TestRegister, Kasaproctl)> {
    let register = TestRegister::in_folder(folder.path(), "earlier version");
    register.make_folder()?;
    let ctl = Kasaproctl::new(&programs.earlier_ctl, &register.data, &register.key_file);
    Ok((register, ctl))
}

/// Two sales, sent with everything else.
fn trade(ctl: &Kasaproctl) -> Result<()> {
    // The earlier program asks nobody for the report, and this one does: both tell an open shift.
    let opened = ctl.json(&[&["shift", "open", "--float", "100000"], &OWNER[..]].concat());
    if let Err(error) = opened {
        ensure!(error.to_string().contains("shift_already_open"), "{error}");
    }
    let code = register::sample::rows()
        .find(|row| !row.barcode.is_empty() && !row.weighed)
        .context("no sample")?
        .barcode;
    for payment in ["cash", "qris@QR-5"] {
        ctl.json(&[&["sell", "--item", code, "--pay", payment], &OWNER[..]].concat())?;
    }
    let moved = ctl.json(&["sync", "--once"])?;
    ensure!(moved["waiting_entries"] == 0, "{moved}");
    Ok(())
}
