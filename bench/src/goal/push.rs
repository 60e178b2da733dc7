//! G8, G9 and G11: the cost of a push, compared with the same rows without any checks.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::NoTls;

use crate::goal_number::Goal;
use crate::report::{Report, Unit};
use crate::samples::{Samples, median, ratio};
use crate::server::{Bare, Pusher, Work, World, at_once};
use crate::shop::Shop;
use crate::sizes::{ROUNDS, Sizes};

/// Registers that push at the same time, each of another organization.
const REGISTERS: u64 = 4;
/// Entries of one push.
const AT_A_TIME: usize = 100;

/// At least 0.6 of the bare speed: at most this many thousandths of the bare time.
const PUSH_LIMIT: u64 = 1_667;
/// Sales of an offline day.
const DAY: u64 = 2_000;
const DAY_LIMIT_NANOS: u64 = 1_000_000_000;
/// The most that pushing the same again may cost, in thousandths of the first time.
const REPEAT_LIMIT: u64 = 500;

/// The server folds stock within a second of a push.
const SETTLED: Duration = Duration::from_secs(2);

/// The tables that a push may change. Nonces belong to requests and not to their content.
const CHANGED: &str = "select relname::text from pg_class where relkind = 'r' and relname <> 'request_nonces' \
     and relnamespace = 'public'::regnamespace order by relname";

/// Measures G8 and G11.
pub(super) fn measure(folder: &Path, sizes: &Sizes, report: &mut Report) -> Result<()> {
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    let world = World::start()?;
    let mut pushers = (0..REGISTERS)
        .map(|number| {
            Pusher::new(
                &world,
                &folder.join(number.to_string()),
                &format!("Toko {number}"),
            )
        })
        .collect::<Result<Vec<_>>>()?;
    let mut bare = Bare::new(&world);
    let (mut ratios, mut repeats) = (Vec::new(), Vec::new());
    let (mut pushed, mut inserted) = (Samples::default(), Samples::default());
    for _ in 0..ROUNDS {
        for pusher in &pushers {
            pusher.sell(sizes.pushed_sales)?;
        }
        let before = Work::of(&world)?;
        let (took, sent) = at_once(&mut pushers, AT_A_TIME)?;
        let first = Work::of(&world)?.since(before);
        let without = runtime.block_on(bare.insert(&sent))?;
        pushed.push(took);
        inserted.push(without);
        ratios.push(ratio(nanos(took), nanos(without)));
        let changes = changes(&runtime, &world)?;
        let before = Work::of(&world)?;
        for (pusher, sent) in pushers.iter().zip(&sent) {
            pusher.repeat(&sent.requests)?;
        }
        repeats.push(ratio(Work::of(&world)?.since(before), first));
        let after = self::changes(&runtime, &world)?;
        report.check(
            Goal::G11,
            "versions of rows, moved by a repeated push",
            Unit::Count,
            after.abs_diff(changes),
            0,
        );
    }
    let sales = sizes.pushed_sales * REGISTERS;
    let what = format!("push of {sales} sales by {REGISTERS} registers / bare insert");
    report.check(Goal::G8, &what, Unit::Ratio, median(ratios), PUSH_LIMIT);
    report.times(Goal::G8, "push, with every check", &pushed);
    report.times(Goal::G8, "bare insert of the same rows", &inserted);
    report.check(
        Goal::G11,
        "processor time, repeated / first push",
        Unit::Ratio,
        median(repeats),
        REPEAT_LIMIT,
    );
    report.note("G8: the comparison with atuin per processor second needs its server, which is not built here.");
    Ok(())
}

/// Measures G9.
pub(super) fn a_day(folder: &Path, report: &mut Report) -> Result<()> {
    let world = World::start()?;
    let shop = Shop::stocked(&folder.join("shop"), 1_000, 0)?;
    let register = shop.unlocked_alone()?;
    world.found(&register, "Toko Ukur")?;
    drop(register);
    let mut times = Samples::default();
    for _ in 0..ROUNDS {
        let trading = shop.ledger(ledger::OpenOptions { maintenance: false })?;
        trading.add_history(DAY, 1_000)?;
        drop(trading);
        let register = shop.unlocked_alone()?;
        let began = Instant::now();
        let moved = register.sync_once()?;
        times.push(began.elapsed());
        anyhow::ensure!(
            moved.entries_sent == DAY && moved.waiting_entries == 0,
            "not all of it was taken"
        );
    }
    let what = format!("{DAY} sales pushed and acknowledged, median");
    report.check(Goal::G9, &what, Unit::Nanos, times.p50(), DAY_LIMIT_NANOS);
    report.times(Goal::G9, &what, &times);
    Ok(())
}

fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// The versions of all rows in one number, once the stock behind the pushes is folded: each change
/// of a row gives it another version.
fn changes(runtime: &Runtime, world: &World) -> Result<u64> {
    runtime.block_on(async {
        let url = &world.server.database().superuser_url;
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        tokio::spawn(connection);
        let tables = client.query(CHANGED, &[]).await?;
        let sums: Vec<String> = tables
            .iter()
            .map(|row| {
                let table: &str = row.get(0);
                format!("select coalesce(sum(xmin::text::bigint), 0) as version from {table}")
            })
            .collect();
        let all = format!(
            "select sum(version)::bigint from ({}) as versions",
            sums.join(" union all ")
        );
        let mut seen = None;
        loop {
            let sum: i64 = client.query_one(&all, &[]).await?.get(0);
            if seen == Some(sum) {
                return u64::try_from(sum).context("a sum below zero");
            }
            seen = Some(sum);
            tokio::time::sleep(SETTLED).await;
        }
    })
}
