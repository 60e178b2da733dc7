//! The checker finds each kind of damage and names the promise that it breaks.

use anyhow::{Result, ensure};
use test_support::checker::{Inspector, ServerContents, violations};
use test_support::random::SeededRandom;
use test_support::server::copy_of;

use crate::site::Site;

/// Direct changes of the database, and the promises that they break.
const DAMAGE: &[(&str, &[u8])] = &[
    (
        "delete from ledger_entries where kind = 'transaction_completed' and seq = \
         (select max(seq) from ledger_entries where kind = 'transaction_completed')",
        &[2, 3],
    ),
    (
        "update ledger_entries set body = body || ' '::bytea \
         where seq = (select max(seq) from ledger_entries)",
        &[2, 3],
    ),
    (
        "update transactions set net_amount_cents = net_amount_cents + 1 where receipt_seq = 2",
        &[2],
    ),
    (
        "update payments set amount_cents = amount_cents - 1 where ctid = (select min(ctid) from payments)",
        &[2],
    ),
    (
        "update transaction_items set quantity = quantity + 1 \
         where ctid = (select min(ctid) from transaction_items)",
        &[2],
    ),
    (
        "create temporary table doubled as select * from transactions where receipt_seq = 3; \
         update doubled set transaction_id = gen_random_uuid(); \
         insert into transactions select * from doubled",
        &[2, 8],
    ),
    ("delete from transactions where receipt_seq = 1", &[2, 5, 8]),
    (
        "delete from stock_movements where ctid = (select min(ctid) from stock_movements where reason = 'sale')",
        &[2, 7],
    ),
    (
        "update products set stock = stock + 1 where ctid = (select min(ctid) from products)",
        &[7],
    ),
    (
        "update products set price_cents = price_cents + 1 where ctid = (select min(ctid) from products)",
        &[9],
    ),
    ("update register_heads set seq = seq - 1", &[3, 4]),
    (
        "update transactions set receipt_number = replace(receipt_number, '-000002', '-000009'), \
         receipt_seq = 9 where receipt_seq = 2",
        &[8],
    ),
    (
        "insert into documents select gen_random_uuid(), gen_random_uuid(), digest from documents limit 1",
        &[2, 10],
    ),
];

#[test]
fn the_checker_names_the_promise_that_a_damage_breaks() -> Result<()> {
    let Some(mut site) = Site::set_up("the checker finds damage")? else {
        return Ok(());
    };
    let register = site.shop("Kasir 1")?;
    register.sell(5, &mut SeededRandom::new(0xB17E))?;
    register.sync()?;
    let ledgers = [register.contents()?];
    site.check_promises(&ledgers)?;
    site.server.stop()?;
    for (damage, broken) in DAMAGE {
        let copy = copy_of(site.server.database())?;
        Inspector::connect(&copy.superuser_url)?.change(damage)?;
        let found = violations(&ledgers, &ServerContents::read(&copy.superuser_url)?);
        for promise in *broken {
            ensure!(
                found.iter().any(|one| one.promise == *promise),
                "promise {promise} is not named after {damage}: {found:?}"
            );
        }
    }
    Ok(())
}
