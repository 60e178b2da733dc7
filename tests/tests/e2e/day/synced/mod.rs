//! The day again with a server, PostgreSQL and a second register of the shop, while each of them
//! fails in turn.

mod enrolment;
mod evening;
mod faults;
mod prices;

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use test_support::window::Window;
use test_support::window::keys::ENTER;

use super::book::Book;
use super::{Day, morning, outage, trade};
use crate::catalog;
use crate::counter::{Counter, screenshots};
use crate::far_side::FarSide;
use crate::wizard;

/// All sides must agree within this time after the last fault, or sync has stalled (Promise 11).
const CONVERGES_WITHIN: Duration = Duration::from_mins(1);

#[tokio::test]
async fn a_day_with_a_failing_server_ends_with_both_ledgers_and_postgresql_agreeing() -> Result<()>
{
    let Some(counter) = Counter::prepare("a day with a server")? else {
        return Ok(());
    };
    let Some(far) = FarSide::set_up(&counter)? else {
        return Ok(());
    };
    let window = counter.open().await?;
    let products = catalog::products()?;
    let book = Book::default();
    let mut shop = Shop {
        day: Day {
            counter,
            window,
            products,
            book,
        },
        far,
        pictures: 0,
        last_fault: Instant::now(),
    };
    let told = shop.tell().await;
    Counter::witness(&shop.day.window, "day-with-a-server", told).await?;
    evening::audit(shop).await
}

/// The counter with its window, and the other side of its network cable.
#[derive(Debug)]
struct Shop {
    day: Day,
    far: FarSide,
    pictures: u32,
    /// When the last fault ended.
    last_fault: Instant,
}

impl Shop {
    async fn tell(&mut self) -> Result<()> {
        wizard::set_up(&self.day.window, &self.day.counter.printer.address()).await?;
        morning::import(&self.day.window, &self.day.counter, &self.day.products).await?;
        let float_cents = morning::open_shift(&self.day.window).await?;
        // These sales are older than the enrolment: the register sends them to the server.
        trade::customers(&mut self.day, 0..3).await?;
        enrolment::found_in_the_settings(self).await?;
        enrolment::second_register_joins(self).await?;
        faults::server_is_stopped_and_started(self).await?;
        faults::server_is_killed_during_a_push(self).await?;
        faults::postgresql_stops_at_once_during_a_push(self).await?;
        outage::killed_in_the_middle_of_a_cart(&mut self.day).await?;
        prices::change_on_both_sides_of_a_cut_line(self).await?;
        faults::nobody_answers(self).await?;
        faults::replies_are_lost_and_cut_off(self).await?;
        evening::close(self, float_cents).await
    }

    /// Waits until the mark in the header shows this state.
    async fn wait_chip(&self, state: &str) -> Result<()> {
        let window = &self.day.window;
        let chip = window.find_within(CONVERGES_WITHIN, "sync-chip", ("data-state", state));
        chip.await
            .with_context(|| format!("the register is not {state}"))?;
        Ok(())
    }

    /// Waits until PostgreSQL has every recorded sale, counted from the end of the last fault.
    async fn wait_converged(&self, what: &str) -> Result<()> {
        let deadline = self.last_fault + CONVERGES_WITHIN;
        let book = &self.day.book;
        let sold = (i64::try_from(book.sales.len())?, book.total_cents());
        self.far.wait_for_sales(sold, deadline).await?;
        let after = self.last_fault.elapsed();
        self.wait_chip("synced").await?;
        eprintln!("{what}: PostgreSQL had everything {after:.1?} after the fault");
        Ok(())
    }

    /// Takes a picture of the current screen and of the sync screen, and goes back to selling.
    async fn picture(&mut self, state: &str) -> Result<()> {
        let folder = screenshots()?;
        let window = &self.day.window;
        self.pictures += 1;
        let name = format!("sync-{:02}-{state}", self.pictures);
        window
            .screenshot(&folder.join(format!("{name}-chip.png")))
            .await?;
        window.click("sync-chip").await?;
        window.find("sync-screen").await?;
        window
            .screenshot(&folder.join(format!("{name}-screen.png")))
            .await?;
        self.to_the_counter().await
    }

    /// Goes back to selling, and clears the screen of the last customer.
    async fn to_the_counter(&self) -> Result<()> {
        let window = &self.day.window;
        window.click("menu-button").await?;
        window.click("menu-sell").await?;
        window.find_gone("sync-screen").await?;
        if !was_put_away(window).await? {
            bail!("the screen of the last customer stays");
        }
        Ok(())
    }

    /// Goes to a screen by the menu.
    async fn go(&self, entry: &str, screen: &str) -> Result<()> {
        let window = &self.day.window;
        window.click("menu-button").await?;
        window.click(&format!("menu-{entry}")).await?;
        window.find(screen).await?;
        Ok(())
    }
}

/// Goes from the done screen to the next sale; returns whether that is shown.
async fn was_put_away(window: &Window) -> Result<bool> {
    let deadline = Instant::now() + CONVERGES_WITHIN;
    while Instant::now() < deadline {
        if window.shows("sell-screen").await? {
            return Ok(true);
        }
        window.hands_off().await?;
        if window.shows("done-next").await? {
            window.key(ENTER).await?;
        }
    }
    Ok(false)
}
