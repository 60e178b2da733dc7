//! Faults between a register and its PostgreSQL, each while the register sells.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use test_support::proxy::{Direction, Disruption, Link, Script};

use super::Shop;
use crate::counter_steps::Paid;
use crate::day::trade;

/// The seed for the faults of a bad connection.
const SEED: u64 = 0x0DD_B175;

/// The server is stopped for a while; the register shows since when, and still sells.
pub(super) async fn server_is_stopped_and_started(shop: &mut Shop) -> Result<()> {
    shop.far.server.stop()?;
    trade::customers(&mut shop.day, 3..6).await?;
    shop.wait_chip("offline").await?;
    shop.picture("offline").await?;
    shop.far.server.start_again()?;
    shop.last_fault = Instant::now();
    shop.wait_converged("the server was stopped").await
}

/// SIGKILL while the server is within the database transaction of a push.
pub(super) async fn server_is_killed_during_a_push(shop: &mut Shop) -> Result<()> {
    let hold = shop.far.hold_pushes().await?;
    shop.day.sell(&[(14, 1), (15, 2)], Paid::Exact).await?;
    hold.wait_for_push().await?;
    shop.far.server.kill()?;
    drop(hold);
    shop.day.sell(&[(16, 1)], Paid::Card("APR 771204")).await?;
    shop.far.server.start_again()?;
    shop.last_fault = Instant::now();
    shop.wait_converged("the server was killed during a push")
        .await
}

/// `pg_ctl stop -m immediate` within the database transaction of a push; the server stays.
pub(super) async fn postgresql_stops_at_once_during_a_push(shop: &mut Shop) -> Result<()> {
    let hold = shop.far.hold_pushes().await?;
    let notes = Paid::Notes { more_cents: 0 };
    shop.day.sell(&[(17, 3)], notes).await?;
    hold.wait_for_push().await?;
    shop.far.cluster.stop_immediate()?;
    drop(hold);
    shop.day.sell(&[(18, 1), (19, 1)], Paid::Exact).await?;
    shop.wait_chip("offline").await?;
    shop.far.cluster.start_again()?;
    shop.last_fault = Instant::now();
    shop.wait_converged("PostgreSQL stopped during a push")
        .await
}

/// The connection accepts data but does not answer.
pub(super) async fn nobody_answers(shop: &mut Shop) -> Result<()> {
    shop.far.proxy.set_link(Link::Silent)?;
    shop.day.sell(&[(21, 1)], Paid::Qris("QR 0091-57")).await?;
    shop.wait_chip("sending").await?;
    shop.picture("sending").await?;
    shop.far.proxy.set_link(Link::Up)?;
    shop.last_fault = Instant::now();
    shop.wait_converged("nobody answered").await
}

/// Every other exchange breaks: most lose only the reply, so that the register cannot know whether
/// the request succeeded.
pub(super) async fn replies_are_lost_and_cut_off(shop: &mut Shop) -> Result<()> {
    eprintln!("the bad line's seed is {SEED:#x}");
    let cut = |way, after| Disruption::Truncate { way, after };
    let by = Duration::from_millis(700);
    let among = vec![
        Disruption::LoseReply,
        Disruption::LoseReply,
        cut(Direction::Up, 300),
        cut(Direction::Down, 40),
        Disruption::Delay {
            way: Direction::Down,
            by,
        },
        Disruption::HalfClose {
            way: Direction::Down,
            after: 90,
        },
    ];
    shop.far.proxy.play(Script::AtRandom {
        seed: SEED,
        one_in: 2,
        among,
    });
    trade::customers(&mut shop.day, 6..11).await?;
    shop.far.proxy.play(Script::Never);
    shop.last_fault = Instant::now();
    let tally = shop.far.proxy.tally();
    ensure!(tally.broken() > 0, "the line was good: {tally:?}");
    eprintln!("the line so far: {tally:?}");
    shop.wait_converged("replies were lost").await
}
