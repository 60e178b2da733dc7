//! The promises, checked over everything at once: the ledgers of all registers of an organization
//! and the server's database. Each violation names the number of its promise.
//!
//! - 2: every entry once, with the same bytes; every document once; the money and the stock are the
//!   same on both sides;
//! - 3: every chain, on registers and server;
//! - 4: the server has what a register believes acknowledged;
//! - 5: every pushed entry is projected or quarantined;
//! - 7: the stock on the server is the sum of its movements;
//! - 8: receipt numbers have no gaps;
//! - 9, 11: no work is pending, and every catalog equals the server's;
//! - 10: only rows of the organization itself.
//!
//! The figures are added up from the bodies of the entries, by code that is independent of the code
//! under test.

mod catalog;
mod entries;
mod figures;
mod inspector;
mod ledger_contents;
mod server_contents;
mod trade;

use std::fmt;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

pub use inspector::Inspector;
pub use ledger_contents::LedgerContents;
use server_contents::Id;
pub use server_contents::ServerContents;

const POLL: Duration = Duration::from_millis(100);

/// The server adds up stock within a second of a push or of its start. If it has not finished after
/// this time, it has stopped doing so, even on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// The logs whose movements are not all added up yet.
const UNFOLDED: &str = "select heads.register_id as id from register_heads as heads \
     left join stock_folds as folds using (organization_id, register_id, epoch) \
     where coalesce(folds.seq, 0) < heads.seq";

/// A promise that was not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Its number.
    pub promise: u8,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "promise {}: {}", self.promise, self.what)
    }
}

/// The violations found so far.
#[derive(Debug, Default)]
struct Findings(Vec<Violation>);

impl Findings {
    fn add(&mut self, promise: u8, what: impl fmt::Display) {
        let what = what.to_string();
        self.0.push(Violation { promise, what });
    }
}

/// All violations in these ledgers and this server, which belong to one organization.
pub fn violations(ledgers: &[LedgerContents], server: &ServerContents) -> Vec<Violation> {
    let mut findings = Findings::default();
    entries::check(ledgers, server, &mut findings);
    trade::check(ledgers, server, &mut findings);
    catalog::check(ledgers, server, &mut findings);
    findings.0
}

/// Waits until the server has added up all stock, which it does in the background, and then checks
/// once. Even a temporary violation counts.
///
/// # Errors
/// When there is a violation (the message lists all of them), or when the server stops adding up
/// stock.
pub fn check_promises(ledgers: &[LedgerContents], superuser_url: &str) -> Result<()> {
    wait_until_stock_is_added_up(superuser_url)?;
    let found = violations(ledgers, &ServerContents::read(superuser_url)?);
    if !found.is_empty() {
        let lines: Vec<_> = found.iter().take(40).map(ToString::to_string).collect();
        bail!("{} violations:\n{}", found.len(), lines.join("\n"));
    }
    Ok(())
}

fn wait_until_stock_is_added_up(superuser_url: &str) -> Result<()> {
    let inspector = Inspector::connect(superuser_url)?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        let waiting = inspector.rows::<Id>(UNFOLDED)?;
        if waiting.is_empty() {
            return Ok(());
        }
        if Instant::now() > deadline {
            bail!("the stock of these registers is not added up: {waiting:?}");
        }
        std::thread::sleep(POLL);
    }
}
