//! Sells, edits prices and syncs in the background, until it is killed: `busy-register DATA KEY_FILE SEED`.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, Write as _};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, TryRecvError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use kasapro_tests::busy::{Line, REST, Standing};
use kasapro_tests::dice::Dice;
use kasapro_tests::till::{self, PIN, USERNAME};
use register::{KeyStoreChoice, OpenRequest, Register};
use uuid::Uuid;

/// Between two customers: a register that sold without a pause would leave the others no processor.
const CUSTOMER_MS: u64 = 60;
/// Between two looks at how it stands.
const GLANCE: Duration = Duration::from_millis(200);

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, key_file, seed] = arguments.as_slice() else {
        bail!("busy-register DATA KEY_FILE SEED");
    };
    let orders = listen();
    let key = KeyStoreChoice::File(key_file.into());
    let register = Register::open(OpenRequest::new(data, key))?;
    till::unlock(&register, USERNAME, PIN)?;
    till::ensure_shift(&register)?;
    let goods = till::goods(&register)?;
    say(&Line::Opened)?;
    let mut dice = Dice::new(seed.parse()?);
    if trade(&register, &mut dice, &goods, &orders)? {
        rest(&register, &goods, &orders)?;
    }
    register.close();
    Ok(())
}

/// Sells until it is told something; whether that was to rest.
fn trade(
    register: &Register,
    dice: &mut Dice,
    goods: &[Uuid],
    orders: &Receiver<String>,
) -> Result<bool> {
    loop {
        match orders.try_recv() {
            Ok(order) if order == REST => return Ok(true),
            Ok(order) => bail!("{order:?} is no order"),
            Err(TryRecvError::Disconnected) => return Ok(false),
            Err(TryRecvError::Empty) => {}
        }
        if dice.below(6) == 0 {
            if till::edit_price(register, dice, goods)? {
                say(&Line::Edited)?;
            }
        } else {
            let transaction_id = till::sell(register, dice, goods)?;
            say(&Line::Sold { transaction_id })?;
        }
        thread::sleep(Duration::from_millis(dice.below(2 * CUSTOMER_MS)));
    }
}

/// Says how it stands, until its input ends.
fn rest(register: &Register, goods: &[Uuid], orders: &Receiver<String>) -> Result<()> {
    loop {
        let status = register.sync_status()?;
        let mut standing = Standing {
            state: status.state,
            waiting: status.waiting_entries,
            attention: status.attention.map(|attention| attention.code),
            error: status.last_error.map(|error| error.message),
            prices: BTreeMap::new(),
        };
        for product_id in goods {
            let shown = register.product_show(*product_id)?;
            let price = shown.price.context("a price is gone")?.cents;
            standing.prices.insert(*product_id, (price, shown.revision));
        }
        say(&Line::Standing(standing))?;
        match orders.recv_timeout(GLANCE) {
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
            Ok(_) | Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// The lines of the standard input; they end with it.
fn listen() -> Receiver<String> {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            if tell.send(line).is_err() {
                return;
            }
        }
    });
    told
}

/// Writes a line at once: what stays in a buffer is lost with the process.
fn say(line: &Line) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string(line)?)?;
    Ok(out.flush()?)
}
