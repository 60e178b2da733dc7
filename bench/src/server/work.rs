//! Processor time of the server and of PostgreSQL, as the kernel counts it.

use std::fs;

use anyhow::{Context, Result};

use super::World;
use crate::pss;

/// Clock ticks of processor time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Work(u64);

impl Work {
    /// The processor time of both so far.
    pub(crate) fn of(world: &World) -> Result<Self> {
        let server = world.server.pid().context("the server does not run")?;
        let postmaster = postmaster(world)?;
        let mut ticks = of_process(server);
        for process in pss::tree(postmaster)? {
            ticks += of_process(process);
        }
        Ok(Self(ticks))
    }

    /// The processor time since an earlier reading.
    pub(crate) const fn since(self, before: Self) -> u64 {
        self.0.saturating_sub(before.0)
    }
}

fn postmaster(world: &World) -> Result<u32> {
    let file = world.cluster.folder().join("cluster/tables/postmaster.pid");
    let text = fs::read_to_string(&file).with_context(|| format!("no {}", file.display()))?;
    let first = text.lines().next().unwrap_or_default();
    Ok(first.trim().parse()?)
}

/// User and system time of a process and of its children that have ended (fields 14 to 17).
fn of_process(process: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields = after_name.split_whitespace().skip(11).take(4);
    fields.filter_map(|field| field.parse::<u64>().ok()).sum()
}
