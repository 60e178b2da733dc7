//! A database of an earlier server is migrated, and its registers continue to work.

use anyhow::{Result, ensure};
use register::Register;
use test_support::checker::{ServerContents, check_promises};
use test_support::postgres::SharedCluster;
use test_support::program;
use test_support::random::SeededRandom;
use test_support::server::{ServerLaunch, SyncServer};
use test_support::shop::{amount, new_id};

use crate::fixture::{Fixture, ServerAddress};

/// Clears the cart, and closes the shift with a fixed count.
fn close_shift(register: &Register) -> Result<()> {
    register.cart_clear(new_id())?;
    register.shift_close(new_id(), &amount("150000"), "", None)?;
    Ok(())
}

#[test]
fn an_earlier_database_is_migrated_and_its_registers_sync_to_the_end() -> Result<()> {
    let Some(program) = program::sync_server() else {
        eprintln!("skipped: an earlier database: no kasapro-sync-server");
        return Ok(());
    };
    let fixture = Fixture::of("2026-11-28")?;
    let cluster = SharedCluster::join()?;
    let database = cluster.database()?;
    fixture.restore_into(&database)?;
    let place = ServerAddress::take()?;
    let server = SyncServer::launch(ServerLaunch {
        program,
        address: place.address,
        database,
        secret_file: Some(&fixture.server_secret()),
    })?;

    let first = fixture.register("register-1")?;
    let second = fixture.register("register-2")?;
    first.sync()?;
    second.sync()?;
    let mut random = SeededRandom::new(0xF1C5);
    for register in [&first, &second] {
        register.sell(3, &mut random)?;
        register.change_a_price(&mut random)?;
        close_shift(&register.open()?)?;
        register.sync()?;
    }
    first.sync()?;

    let ledgers = [first.contents()?, second.contents()?];
    let url = &server.database().superuser_url;
    check_promises(&ledgers, url)?;
    let stored = ServerContents::read(url)?;
    ensure!(stored.quarantine.is_empty(), "{:?}", stored.quarantine);
    ensure!(stored.alarms.is_empty(), "{:?}", stored.alarms);
    Ok(())
}
