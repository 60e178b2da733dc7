//! A register in a process of its own, which sells and syncs until it is killed or told to rest.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use kasapro_tests::busy::{Line, REST, Standing};
use kasapro_tests::dice::Dice;
use kasapro_tests::till::Till;
use uuid::Uuid;

/// A process that has not opened, or not ended, by then never will.
const PATIENCE: Duration = Duration::from_mins(1);
const GLANCE: Duration = Duration::from_millis(20);

/// A running register.
pub(crate) struct Busy {
    child: Child,
    orders: Option<ChildStdin>,
    heard: Arc<Mutex<Heard>>,
}

/// What it has said.
#[derive(Debug, Default)]
struct Heard {
    is_open: bool,
    sold: Vec<Uuid>,
    edits: u32,
    standing: Option<Standing>,
}

/// What all processes of a register have acknowledged.
#[derive(Debug, Default)]
pub(crate) struct Acknowledged {
    pub(crate) sold: BTreeSet<Uuid>,
    pub(crate) edits: u32,
}

impl Busy {
    /// Starts it; returns when it sells.
    pub(crate) fn start(till: &Till, dice: &mut Dice) -> Result<Self> {
        let mut child = Command::new(env!("CARGO_BIN_EXE_busy-register"))
            .args([&till.data, &till.key_file])
            .arg(dice.below(u64::MAX).to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("busy-register does not start")?;
        let mut busy = Self {
            orders: child.stdin.take(),
            heard: listen(&mut child)?,
            child,
        };
        busy.wait_until(|heard| heard.is_open)
            .with_context(|| format!("{} does not open", till.name))?;
        Ok(busy)
    }

    /// Kills it with SIGKILL, and notes what it had acknowledged.
    pub(crate) fn kill(mut self, acknowledged: &mut Acknowledged) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        acknowledged.note(&self.heard);
        Ok(())
    }

    /// Tells it to stop selling; returns when it has.
    pub(crate) fn rest(&mut self) -> Result<()> {
        let orders = self.orders.as_mut().context("it takes no orders")?;
        writeln!(orders, "{REST}")?;
        orders.flush()?;
        self.wait_until(|heard| heard.standing.is_some())
    }

    /// How it stands, as it said last.
    pub(crate) fn standing(&self) -> Option<Standing> {
        lock(&self.heard).standing.clone()
    }

    /// Ends it in order.
    pub(crate) fn end(mut self, acknowledged: &mut Acknowledged) -> Result<()> {
        self.orders = None;
        let deadline = Instant::now() + PATIENCE;
        let ended = loop {
            if let Some(ended) = self.child.try_wait()? {
                break ended;
            }
            ensure!(Instant::now() < deadline, "it does not end");
            thread::sleep(GLANCE);
        };
        ensure!(ended.success(), "it ended with {ended}");
        acknowledged.note(&self.heard);
        Ok(())
    }

    fn wait_until(&mut self, is_so: impl Fn(&Heard) -> bool) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while !is_so(&lock(&self.heard)) {
            if let Some(ended) = self.child.try_wait()? {
                bail!("it ended with {ended}");
            }
            ensure!(Instant::now() < deadline, "it says nothing of the kind");
            thread::sleep(GLANCE);
        }
        Ok(())
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Acknowledged {
    fn note(&mut self, heard: &Mutex<Heard>) {
        let heard = lock(heard);
        self.sold.extend(&heard.sold);
        self.edits += heard.edits;
    }
}

/// Its lines as they come; a line that the kill cut off was not said.
fn listen(child: &mut Child) -> Result<Arc<Mutex<Heard>>> {
    let mut out = BufReader::new(child.stdout.take().context("it has no output")?);
    let heard = Arc::<Mutex<Heard>>::default();
    let of_thread = Arc::clone(&heard);
    thread::spawn(move || {
        let mut line = String::new();
        while out.read_line(&mut line).is_ok_and(|length| length > 0) && line.ends_with('\n') {
            if let Ok(said) = serde_json::from_str(&line) {
                lock(&of_thread).hear(said);
            }
            line.clear();
        }
    });
    Ok(heard)
}

impl Heard {
    fn hear(&mut self, line: Line) {
        match line {
            Line::Opened => self.is_open = true,
            Line::Sold { transaction_id } => self.sold.push(transaction_id),
            Line::Edited => self.edits += 1,
            Line::Standing(standing) => self.standing = Some(standing),
        }
    }
}

fn lock(heard: &Mutex<Heard>) -> std::sync::MutexGuard<'_, Heard> {
    heard.lock().unwrap_or_else(PoisonError::into_inner)
}
