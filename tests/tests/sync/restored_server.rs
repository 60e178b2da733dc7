//! A server whose database is restored from an older copy.

use anyhow::{Result, ensure};
use test_support::checker::ServerContents;
use test_support::random::SeededRandom;
use test_support::server::copy_of;

use crate::site::Site;

const SEED: u64 = 0x01DE_2001;

#[test]
fn registers_fill_up_a_server_that_comes_back_older() -> Result<()> {
    let Some(mut site) = Site::set_up("a server that comes back older")? else {
        return Ok(());
    };
    eprintln!("seed {SEED:#x}");
    let mut random = SeededRandom::new(SEED);
    let first = site.shop("Kasir 1")?;
    let second = site.joined(&first, "Kasir 2")?;
    let registers = [&first, &second];
    for register in registers {
        register.sell(3, &mut random)?;
        register.change_a_price(&mut random)?;
        register.sync()?;
    }
    site.server.stop()?;
    let older = copy_of(site.server.database())?;
    site.server.start_again()?;
    for register in registers {
        register.sell(3, &mut random)?;
        register.change_a_price(&mut random)?;
        register.sync()?;
    }

    site.server.stop()?;
    site.server.change_database(older)?;
    site.server.start_again()?;
    let had = ServerContents::read(&site.server.database().superuser_url)?;
    first.sell(2, &mut random)?;
    for _ in 0..2 {
        for register in registers {
            register.sync()?;
        }
    }
    let ledgers = [first.contents()?, second.contents()?];
    for ledger in &ledgers {
        ensure!(
            ledger.attention.is_none(),
            "{}: {:?}",
            ledger.name,
            ledger.attention
        );
        ensure!(ledger.epochs().len() == 1, "{} began anew", ledger.name);
    }
    let all: usize = ledgers.iter().map(|ledger| ledger.entries.len()).sum();
    ensure!(had.entries.len() < all, "the copy was not older");
    site.check_promises(&ledgers)
}
