//! One day of trade at one counter, from the first start to the counted drawer.

mod book;
mod corrections;
mod evening;
mod morning;
mod outage;
mod synced;
mod trade;

use anyhow::Result;
use test_support::window::Window;

use crate::catalog::{self, Product};
use crate::counter::Counter;
use crate::counter_steps::{self, Cart, Paid};
use crate::wizard;
use book::Book;

#[tokio::test]
async fn a_day_of_trade_agrees_to_the_cent_through_kills_and_a_failing_printer() -> Result<()> {
    let Some(counter) = Counter::prepare("a day of trade")? else {
        return Ok(());
    };
    let window = counter.open().await?;
    let mut day = Day {
        counter,
        window,
        products: catalog::products()?,
        book: Book::default(),
    };
    let told = day.tell().await;
    Counter::witness(&day.window, "day", told).await?;
    evening::audit(day).await
}

/// The counter, its window, and the test's own record.
#[derive(Debug)]
struct Day {
    counter: Counter,
    window: Window,
    products: Vec<Product>,
    book: Book,
}

impl Day {
    async fn tell(&mut self) -> Result<()> {
        wizard::set_up(&self.window, &self.counter.printer.address()).await?;
        morning::import(&self.window, &self.counter, &self.products).await?;
        let float_cents = morning::open_shift(&self.window).await?;
        trade::customers(self, 0..10).await?;
        corrections::mend_a_cart(self).await?;
        corrections::put_away_what_is_no_item(self).await?;
        outage::killed_in_the_middle_of_a_cart(self).await?;
        trade::customers(self, 10..18).await?;
        outage::printer_switched_off(self).await?;
        outage::killed_between_payment_and_receipt(self).await?;
        trade::customers(self, 18..trade::CUSTOMERS).await?;
        evening::print_a_copy(self).await?;
        evening::close_shift(self, float_cents).await
    }

    /// Rings up a cart, takes the payment, and records both.
    async fn sell(&mut self, cart: &[(usize, i64)], paid: Paid) -> Result<()> {
        let cart = self.cart(cart);
        counter_steps::ring_up(&self.window, &cart).await?;
        let due = counter_steps::cost_cents(&cart);
        self.take_money(due, paid).await
    }

    /// Takes the payment for the cart and records it.
    async fn take_money(&mut self, due_cents: i64, paid: Paid) -> Result<()> {
        let number = counter_steps::pay(&self.window, due_cents, paid).await?;
        self.book.write(number, due_cents, paid);
        Ok(())
    }

    /// A cart, given by the indices of its products in the catalog.
    fn cart(&self, places: &[(usize, i64)]) -> Cart {
        let product = |place: usize| self.products[place % self.products.len()].clone();
        places
            .iter()
            .map(|(place, count)| (product(*place), *count))
            .collect()
    }
}
