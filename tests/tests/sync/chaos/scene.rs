//! The participants: two registers as processes, the proxy, the server, and a PostgreSQL that waits
//! for the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use register::view::SyncState;
use serde::Deserialize;
use tempfile::TempDir;
use test_support::checker::{Inspector, LedgerContents, ServerContents};
use test_support::postgres::Cluster;
use test_support::process::selling::Status;
use test_support::proxy::{Link, Proxy, Script};
use test_support::random::SeededRandom;
use test_support::server::SyncServer;
use test_support::shop::TestRegister;
use uuid::Uuid;

use super::fault::Calamity;
use crate::selling_register::{Acknowledged, SellingRegister};
use crate::site::found;

const POLL: Duration = Duration::from_millis(100);
/// The longest outage of the link or a server.
const OUTAGE_MS: u64 = 1_500;

pub(super) struct Scene {
    pub(super) proxy: Proxy,
    pub(super) server: SyncServer,
    registers: [TestRegister; 2],
    processes: Vec<SellingRegister>,
    acknowledged: Acknowledged,
    cluster: Cluster,
    /// The last field, so that the ledgers outlive the processes that write them.
    _folder: TempDir,
}

#[derive(Debug, Deserialize)]
struct PriceRow {
    product_id: Uuid,
    price_cents: i64,
    revision: u64,
}

impl Scene {
    /// Two registers of one shop, both enrolled through the proxy, selling.
    pub(super) fn set_up(random: &mut SeededRandom) -> Result<Option<Self>> {
        let cluster = Cluster::start()?;
        let Some(server) = SyncServer::start(cluster.database()?)? else {
            eprintln!("skipped: chaos: no kasapro-sync-server (cargo xtask test gives it)");
            return Ok(None);
        };
        let proxy = Proxy::start(server.address())?;
        let url = format!("http://{}", proxy.address());
        let folder = tempfile::tempdir()?;
        let registers =
            ["Kasir 1", "Kasir 2"].map(|name| TestRegister::in_folder(folder.path(), name));
        let [first, second] = &registers;
        found(first, &server, &url)?;
        let organization_id = first.contents()?.organization_id;
        second.join(&url, &server.joining_code(organization_id)?)?;
        let mut processes = Vec::new();
        for register in &registers {
            processes.push(SellingRegister::start(register, random)?);
        }
        Ok(Some(Self {
            proxy,
            server,
            registers,
            processes,
            acknowledged: Acknowledged::default(),
            cluster,
            _folder: folder,
        }))
    }

    pub(super) fn suffer(&mut self, calamity: Calamity, random: &mut SeededRandom) -> Result<()> {
        let outage = Duration::from_millis(random.below(OUTAGE_MS));
        match calamity {
            Calamity::RegisterDies(index) => self.restart_register(index, random),
            Calamity::ServerDies => {
                self.server.kill()?;
                std::thread::sleep(outage);
                self.server.start_again()
            }
            Calamity::DatabaseDies => {
                self.cluster.stop_immediate()?;
                std::thread::sleep(outage);
                Ok(self.cluster.start_again()?)
            }
            Calamity::LinkSilent => self.cut_link(Link::Silent, outage),
            Calamity::LinkDown => self.cut_link(Link::Down, outage),
        }
    }

    fn restart_register(&mut self, index: usize, random: &mut SeededRandom) -> Result<()> {
        let register = self.registers.get(index).context("no such register")?;
        self.acknowledged.add(self.processes.remove(index).kill()?);
        let process = SellingRegister::start(register, random)?;
        self.processes.insert(index, process);
        Ok(())
    }

    fn cut_link(&self, link: Link, outage: Duration) -> Result<()> {
        self.proxy.set_link(link)?;
        std::thread::sleep(outage);
        self.proxy.set_link(Link::Up)
    }

    /// Ends all faults, lets the registers rest, and waits until both and the server agree. Returns
    /// how long that took.
    pub(super) fn converge(&mut self, patience: Duration) -> Result<Duration> {
        self.proxy.play(Script::Never);
        let begun = Instant::now();
        for process in &mut self.processes {
            process.rest()?;
        }
        loop {
            let mut statuses = self.statuses()?;
            let wanted = self.prices()?;
            if statuses.iter().all(|one| has_converged(one, &wanted)) {
                return Ok(begun.elapsed());
            }
            if begun.elapsed() > patience {
                for status in &mut statuses {
                    leave_differences(status, &wanted);
                }
                let server = ServerContents::read(&self.server.database().superuser_url)?;
                let (alarms, log) = (server.alarms, self.server.log_end());
                bail!(
                    "not converged after {patience:?}: {statuses:#?}; alarms: {alarms:#?}; the server's log:\n{log}"
                );
            }
            std::thread::sleep(POLL);
        }
    }

    fn statuses(&mut self) -> Result<Vec<Status>> {
        let mut statuses = Vec::new();
        for process in &mut self.processes {
            statuses.extend(process.status()?.cloned());
        }
        Ok(statuses)
    }

    /// Ends the registers; their ledgers, and all sales that they had acknowledged.
    pub(super) fn close(&mut self) -> Result<(Vec<LedgerContents>, BTreeSet<Uuid>)> {
        for process in self.processes.drain(..) {
            self.acknowledged.add(process.end()?);
        }
        let ledgers = self.registers.iter().map(TestRegister::contents);
        let ledgers = ledgers.collect::<Result<Vec<_>>>()?;
        Ok((ledgers, std::mem::take(&mut self.acknowledged.sales)))
    }

    fn prices(&self) -> Result<BTreeMap<Uuid, (i64, u64)>> {
        let inspector = Inspector::connect(&self.server.database().superuser_url)?;
        let rows = inspector.rows::<PriceRow>(
            "select product_id, price_cents, revision from products where price_cents is not null",
        )?;
        let keyed = rows
            .into_iter()
            .map(|row| (row.product_id, (row.price_cents, row.revision)));
        Ok(keyed.collect())
    }
}

/// Keeps only the prices that differ from the server's, for a message.
fn leave_differences(status: &mut Status, prices: &BTreeMap<Uuid, (i64, u64)>) {
    let same = |product_id: &Uuid, price: &(i64, u64)| prices.get(product_id) == Some(price);
    status
        .prices
        .retain(|product_id, price| !same(product_id, price));
}

/// Whether a register has sent everything and shows the server's prices.
fn has_converged(status: &Status, prices: &BTreeMap<Uuid, (i64, u64)>) -> bool {
    status.state == SyncState::Synced
        && status.waiting == 0
        && status
            .prices
            .iter()
            .all(|(product_id, price)| prices.get(product_id) == Some(price))
}
