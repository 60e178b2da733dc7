//! A register in a separate process, which sells and syncs until it is killed or ordered to rest.

use std::collections::BTreeSet;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use test_support::process::RegisterProcess;
use test_support::process::selling::{REST, Status, Step};
use test_support::random::SeededRandom;
use test_support::shop::TestRegister;
use uuid::Uuid;

/// If a process has not opened, or does not rest, after this time, it never will.
const PATIENCE: Duration = Duration::from_mins(2);

/// A running register.
pub(crate) struct SellingRegister {
    process: RegisterProcess<Step>,
    acknowledged: Acknowledged,
    is_open: bool,
    status: Option<Status>,
}

/// The sales that the processes of a register have acknowledged.
#[derive(Debug, Default)]
pub(crate) struct Acknowledged {
    pub(crate) sales: BTreeSet<Uuid>,
    pub(crate) price_changes: u32,
}

impl Acknowledged {
    pub(crate) fn add(&mut self, other: Self) {
        self.sales.extend(other.sales);
        self.price_changes += other.price_changes;
    }
}

impl SellingRegister {
    /// Starts it; returns when it sells.
    pub(crate) fn start(register: &TestRegister, random: &mut SeededRandom) -> Result<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_register-process"));
        command
            .arg("selling")
            .args([&register.data, &register.key_file])
            .arg(random.below(u64::MAX).to_string());
        let mut selling = Self {
            process: RegisterProcess::start(&mut command)?,
            acknowledged: Acknowledged::default(),
            is_open: false,
            status: None,
        };
        selling
            .wait_until(|register| register.is_open)
            .with_context(|| format!("{} does not open", register.name))?;
        Ok(selling)
    }

    /// Kills it with SIGKILL. Returns what it had acknowledged.
    pub(crate) fn kill(self) -> Result<Acknowledged> {
        let Self {
            process,
            acknowledged,
            ..
        } = self;
        Ok(with_steps(acknowledged, &process.kill()?))
    }

    /// Orders it to stop selling; returns when it has stopped.
    pub(crate) fn rest(&mut self) -> Result<()> {
        self.process.send(REST)?;
        self.wait_until(|register| register.status.is_some())
    }

    /// The last status that it reported.
    pub(crate) fn status(&mut self) -> Result<Option<&Status>> {
        for step in self.process.arrived_steps()? {
            self.note(step);
        }
        Ok(self.status.as_ref())
    }

    /// Ends it in order. Returns what it had acknowledged.
    pub(crate) fn end(self) -> Result<Acknowledged> {
        let Self {
            process,
            acknowledged,
            ..
        } = self;
        Ok(with_steps(acknowledged, &process.finish()?))
    }

    fn wait_until(&mut self, is_so: impl Fn(&Self) -> bool) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while !is_so(self) {
            ensure!(Instant::now() < deadline, "it does something else");
            let step = self.process.next_step()?;
            self.note(step);
        }
        Ok(())
    }

    fn note(&mut self, step: Step) {
        match step {
            Step::Opened => self.is_open = true,
            Step::Status(status) => self.status = Some(status),
            Step::Sold { .. } | Step::PriceChanged => acknowledge(&mut self.acknowledged, &step),
        }
    }
}

fn acknowledge(acknowledged: &mut Acknowledged, step: &Step) {
    match step {
        Step::Sold { transaction_id } => {
            acknowledged.sales.insert(*transaction_id);
        }
        Step::PriceChanged => acknowledged.price_changes += 1,
        Step::Opened | Step::Status(_) => {}
    }
}

fn with_steps(mut acknowledged: Acknowledged, steps: &[Step]) -> Acknowledged {
    for step in steps {
        acknowledge(&mut acknowledged, step);
    }
    acknowledged
}
