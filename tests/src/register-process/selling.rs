//! Sells, changes prices and syncs in the background.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, TryRecvError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use register::Register;
use test_support::process::selling::{REST, Status, Step};
use test_support::random::SeededRandom;
use test_support::shop::{change_a_price, ensure_open_shift, sell_some, sold_products};
use uuid::Uuid;

use crate::print;

/// The pause between two customers. A register that sold without a pause would leave no processor
/// time for the others.
const CUSTOMER_MS: u64 = 60;
/// The time between two reports of the status.
const REPORT_INTERVAL: Duration = Duration::from_millis(200);

/// Sells until it is told to rest, and rests until its input ends.
pub(crate) fn run(register: &Register, mut random: SeededRandom) -> Result<()> {
    let orders = read_orders();
    ensure_open_shift(register)?;
    let products = sold_products(register)?;
    print(&Step::Opened)?;
    if sell(register, &mut random, &products, &orders)? {
        rest(register, &products, &orders)?;
    }
    Ok(())
}

/// Sells until an order arrives; returns whether it was to rest.
fn sell(
    register: &Register,
    random: &mut SeededRandom,
    products: &[Uuid],
    orders: &Receiver<String>,
) -> Result<bool> {
    loop {
        match orders.try_recv() {
            Ok(order) if order == REST => return Ok(true),
            Ok(order) => bail!("{order:?} is no order"),
            Err(TryRecvError::Disconnected) => return Ok(false),
            Err(TryRecvError::Empty) => {}
        }
        if random.below(6) == 0 {
            if change_a_price(register, random, products)? {
                print(&Step::PriceChanged)?;
            }
        } else {
            let transaction_id = sell_some(register, random, products)?;
            print(&Step::Sold { transaction_id })?;
        }
        thread::sleep(Duration::from_millis(random.below(2 * CUSTOMER_MS)));
    }
}

/// Reports the status until the input ends.
fn rest(register: &Register, products: &[Uuid], orders: &Receiver<String>) -> Result<()> {
    loop {
        print(&Step::Status(status(register, products)?))?;
        match orders.recv_timeout(REPORT_INTERVAL) {
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
            Ok(_) | Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

fn status(register: &Register, products: &[Uuid]) -> Result<Status> {
    let sync = register.sync_status()?;
    let mut prices = BTreeMap::new();
    for product_id in products {
        let shown = register.product_show(*product_id)?;
        let price = shown.price.context("a price is gone")?.cents;
        prices.insert(*product_id, (price, shown.revision));
    }
    Ok(Status {
        state: sync.state,
        waiting: sync.waiting_entries,
        attention: sync.attention.map(|attention| attention.code),
        error: sync.last_error.map(|error| error.message),
        prices,
    })
}

/// The lines of the standard input; the channel ends with it.
fn read_orders() -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}
