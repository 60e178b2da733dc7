//! G8, G9 and G11: what a push costs, beside the same rows without any check.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::NoTls;

use super::Goal;
use crate::report::{Report, Unit};
use crate::samples::{Samples, median, ratio};
use crate::server::{Bare, Pusher, Work, World, at_once};
use crate::shop::Shop;
use crate::sizes::{ROUNDS, Sizes};

/// Registers that push at the same time, each of its own organization.
const REGISTERS: u64 = 4;
/// Entries of one push.
const AT_A_TIME: usize = 100;

/// At least 0.6 of the bare speed: at most so many thousandths of the bare time.
const PUSH_LIMIT: u64 = 1_667;
/// Sales of a day without a line.
const DAY: u64 = 2_000;
const DAY_LIMIT_NANOS: u64 = 1_000_000_000;
/// The most that pushing the same again may cost, in thousandths of the first time.
const REPEAT_LIMIT: u64 = 500;

/// Counts every change that the product's tables have seen.
const CHANGES: &str = "select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint \
     from pg_stat_user_tables where schemaname = 'public' and relname <> 'request_nonces'";

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
            "rows changed by a repeated push",
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
        let till = shop.till(ledger::OpenOptions { maintenance: false })?;
        till.add_history(DAY, 1_000)?;
        drop(till);
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

fn nanos(time: std::time::Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// Changes so far, counted once the statistics have settled: PostgreSQL writes them down when a connection is idle.
fn changes(runtime: &Runtime, world: &World) -> Result<u64> {
    runtime.block_on(async {
        let (client, connection) =
            tokio_postgres::connect(&world.server.database().superuser_url, NoTls).await?;
        tokio::spawn(connection);
        let mut seen = None;
        loop {
            client
                .batch_execute("select pg_stat_force_next_flush(), pg_stat_clear_snapshot()")
                .await?;
            let count: i64 = client.query_one(CHANGES, &[]).await?.get(0);
            if seen == Some(count) {
                return u64::try_from(count).context("a count below zero");
            }
            seen = Some(count);
            tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        }
    })
}
