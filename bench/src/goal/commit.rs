//! G1: the cost of a commit beyond its rows. Four variants take turns: the ledger's commit, the use
//! case that the cashier waits for, the same rows in a bare transaction, and the bytes of the log
//! alone.

use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use ledger::OpenOptions;
use register::Register;
use register::view::{OfferInput, PaymentMethod};
use uuid::Uuid;

use crate::bare::{Bare, Onlooker};
use crate::floor::Floor;
use crate::goal_number::Goal;
use crate::report::{Report, Unit};
use crate::samples::{Samples, median, ratio};
use crate::shop::{Shop, TradingLedger, goods};
use crate::sizes::{ITEMS, PACE, ROUNDS, Sizes};

/// The most a commit may cost, in thousandths of the bare transaction.
const BARE_LIMIT: u64 = 1_300;
/// The most it may cost, in thousandths of the raw write.
const FLOOR_LIMIT: u64 = 3_000;

/// Sales of one variant before the next one's turn. The block is short, because the speed of a disk
/// varies.
const BLOCK: u32 = 20;

const LOG_HEADER_BYTES: u64 = 32;

/// The variants that take turns.
struct Contest {
    products: u32,
    trading: TradingLedger,
    onlooker: Onlooker,
    bare: Bare,
    floor: Floor,
    register: Register,
    step: u64,
}

/// The times of one round.
#[derive(Default)]
struct Round {
    ledger: Samples,
    use_case: Samples,
    scan: Samples,
    bare: Samples,
    floor: Samples,
}

/// One kind of times of a round.
type Part = fn(&Round) -> &Samples;

/// Measures G1.
pub(super) fn measure(folder: &Path, sizes: &Sizes, report: &mut Report) -> Result<()> {
    let shop = Shop::stocked(&folder.join("ledger"), sizes.products, 1_000)?;
    let log_bytes = log_bytes_per_sale(&shop, sizes.products)?;
    let bare = shop.copy_to(&folder.join("bare"))?;
    let window = shop.copy_to(&folder.join("register"))?;
    let mut contest = Contest {
        products: sizes.products,
        trading: shop.ledger(OpenOptions::default())?,
        onlooker: Onlooker::new(&shop)?,
        bare: Bare::new(bare)?,
        floor: Floor::new(&folder.join("floor"), usize::try_from(log_bytes)?)?,
        register: window.unlocked()?,
        step: 1_000_000,
    };
    // One-time preparations are made before the first round.
    contest.back_to_back(1)?;
    let rounds = |contest: &mut Contest, paced: bool| -> Result<Vec<Round>> {
        (0..ROUNDS)
            .map(|_| {
                if paced {
                    contest.paced(sizes.paced / 2)
                } else {
                    contest.back_to_back(sizes.burst / BLOCK)
                }
            })
            .collect()
    };
    let hot = rounds(&mut contest, false)?;
    tell(report, "back to back", &hot);
    let paced = rounds(&mut contest, true)?;
    tell(report, "paced", &paced);
    report.note(format!(
        "G1: the log grows by {log_bytes} bytes a sale of {ITEMS} items; the floor writes as many."
    ));
    Ok(())
}

/// Bytes that a sale adds to the log, counted without the maintenance thread.
fn log_bytes_per_sale(shop: &Shop, products: u32) -> Result<u64> {
    const SALES: u64 = 100;
    let trading = shop.ledger(OpenOptions { maintenance: false })?;
    trading.sell(1, products)?;
    let before = shop.log_bytes().max(LOG_HEADER_BYTES);
    for step in 0..SALES {
        trading.sell(step + 2, products)?;
    }
    Ok((shop.log_bytes() - before) / SALES)
}

impl Contest {
    fn step(&mut self) -> u64 {
        self.step += 1;
        self.step
    }

    /// Each variant in its own blocks, as fast as possible.
    fn back_to_back(&mut self, blocks: u32) -> Result<Round> {
        let mut round = Round::default();
        for _ in 0..blocks {
            self.block(&mut round)?;
        }
        Ok(round)
    }

    fn block(&mut self, round: &mut Round) -> Result<()> {
        let before = self.onlooker.position()?;
        for _ in 0..BLOCK {
            let step = self.step();
            round.ledger.push(self.trading.sell(step, self.products)?);
        }
        // The other variants must not pay for work that the ledger left to its thread.
        self.trading.ledger.catch_up()?;
        for rows in self.onlooker.after(before)? {
            round.bare.push(self.bare.commit(&rows)?);
        }
        for _ in 0..BLOCK {
            round.floor.push(self.floor.commit()?);
        }
        for _ in 0..BLOCK {
            self.use_case(round)?;
        }
        Ok(())
    }

    /// One after the other, with a pause before each.
    fn paced(&mut self, sales: u32) -> Result<Round> {
        let mut round = Round::default();
        for _ in 0..sales {
            let (step, before) = (self.step(), self.onlooker.position()?);
            sleep(PACE);
            round.ledger.push(self.trading.sell(step, self.products)?);
            let rows = self.onlooker.after(before)?;
            sleep(PACE);
            for rows in &rows {
                round.bare.push(self.bare.commit(rows)?);
            }
            sleep(PACE);
            round.floor.push(self.floor.commit()?);
            self.use_case(&mut round)?;
        }
        Ok(round)
    }

    /// Scans eight items and takes the payment, as the window does.
    fn use_case(&mut self, round: &mut Round) -> Result<()> {
        for _ in 0..ITEMS {
            let code = goods::barcode(goods::scattered(self.step(), self.products))?;
            round.scan.push(scan(&self.register, &code)?);
        }
        sleep(PACE);
        round.use_case.push(pay(&self.register)?);
        Ok(())
    }
}

/// Scans a code, and returns how long it took.
pub(super) fn scan(register: &Register, code: &str) -> Result<Duration> {
    let command_id = Uuid::now_v7();
    let began = Instant::now();
    let scan = register.cart_scan(command_id, code, None)?;
    let took = began.elapsed();
    scan.line_id
        .with_context(|| format!("{code} was not added"))?;
    Ok(took)
}

/// Takes cash for the cart, and returns how long it took.
pub(super) fn pay(register: &Register) -> Result<Duration> {
    let revision = register.cart_view()?.revision;
    let offer = OfferInput {
        method: PaymentMethod::Cash,
        amount_text: None,
        reference: None,
    };
    let command_id = Uuid::now_v7();
    let began = Instant::now();
    register.tender_complete(command_id, revision, &[offer])?;
    Ok(began.elapsed())
}

fn tell(report: &mut Report, how: &str, rounds: &[Round]) {
    let against = |of: Part, baseline: Part| {
        let ratios = rounds.iter();
        median(
            ratios
                .map(|round| ratio(of(round).p50(), baseline(round).p50()))
                .collect(),
        )
    };
    let parts: [(&str, Part); 5] = [
        ("ledger commit", |round| &round.ledger),
        ("use case", |round| &round.use_case),
        ("scan into the cart", |round| &round.scan),
        ("bare transaction", |round| &round.bare),
        ("write + fdatasync", |round| &round.floor),
    ];
    for (name, of) in &parts[..2] {
        let value = against(*of, |round| &round.bare);
        let what = format!("{name} / bare transaction, {how}, p50");
        report.check(Goal::G1, &what, Unit::Ratio, value, BARE_LIMIT);
        let value = against(*of, |round| &round.floor);
        let what = format!("{name} / write + fdatasync, {how}, p50");
        report.check(Goal::G1, &what, Unit::Ratio, value, FLOOR_LIMIT);
    }
    for (name, of) in parts {
        let mut all = Samples::default();
        for round in rounds {
            all.extend(of(round));
        }
        report.times(Goal::G1, &format!("{name}, {how}"), &all);
    }
}
