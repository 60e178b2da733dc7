//! A server whose database comes back from an older copy.

use anyhow::{Result, ensure};
use kasapro_tests::checker::ServerBooks;
use kasapro_tests::dice::Dice;
use kasapro_tests::server::copy_of;

use crate::place::Place;

const SEED: u64 = 0x01DE_2001;

#[test]
fn registers_fill_up_a_server_that_comes_back_older() -> Result<()> {
    let Some(mut place) = Place::set_up("a server that comes back older")? else {
        return Ok(());
    };
    eprintln!("seed {SEED:#x}");
    let mut dice = Dice::new(SEED);
    let first = place.shop("Kasir 1")?;
    let second = place.joined(&first, "Kasir 2")?;
    let tills = [&first, &second];
    for till in tills {
        till.sell(3, &mut dice)?;
        till.edit_price(&mut dice)?;
        till.sync()?;
    }
    place.server.stop()?;
    let older = copy_of(place.server.database())?;
    place.server.start_again()?;
    for till in tills {
        till.sell(3, &mut dice)?;
        till.edit_price(&mut dice)?;
        till.sync()?;
    }

    place.server.stop()?;
    place.server.change_database(older)?;
    place.server.start_again()?;
    let had = ServerBooks::read(&place.server.database().superuser_url)?;
    first.sell(2, &mut dice)?;
    for _ in 0..2 {
        for till in tills {
            till.sync()?;
        }
    }
    let ledgers = [first.books()?, second.books()?];
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
    place.hold(&ledgers)
}
