//! Who takes part: two registers as processes, the proxy, the server, and a PostgreSQL that waits for the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use kasapro_postgres::Cluster;
use kasapro_tests::busy::Standing;
use kasapro_tests::checker::{Inspector, LedgerBooks, ServerBooks};
use kasapro_tests::dice::Dice;
use kasapro_tests::proxy::{Line, Proxy, Script};
use kasapro_tests::server::SyncServer;
use kasapro_tests::till::Till;
use register::view::SyncState;
use serde::Deserialize;
use tempfile::TempDir;
use uuid::Uuid;

use super::fault::Calamity;
use crate::place::found;
use crate::process::{Acknowledged, Busy};

const GLANCE: Duration = Duration::from_millis(100);
/// The longest outage of a line or a server.
const OUTAGE_MS: u64 = 1_500;

pub(super) struct Scene {
    pub(super) proxy: Proxy,
    pub(super) server: SyncServer,
    tills: [Till; 2],
    busy: Vec<Busy>,
    acknowledged: Acknowledged,
    cluster: Cluster,
    /// The last: the ledgers outlive who works on them.
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
    pub(super) fn set_up(dice: &mut Dice) -> Result<Option<Self>> {
        let cluster = Cluster::start()?;
        let Some(server) = SyncServer::start(cluster.database()?)? else {
            eprintln!("skipped: chaos: no kasapro-sync-server (cargo xtask test gives it)");
            return Ok(None);
        };
        let proxy = Proxy::start(server.address())?;
        let url = format!("http://{}", proxy.address());
        let folder = tempfile::tempdir()?;
        let tills = ["Kasir 1", "Kasir 2"].map(|name| Till::in_folder(folder.path(), name));
        let [first, second] = &tills;
        found(first, &server, &url)?;
        let organization_id = first.books()?.organization_id;
        second.join(&url, &server.joining_code(organization_id)?)?;
        let mut busy = Vec::new();
        for till in &tills {
            busy.push(Busy::start(till, dice)?);
        }
        Ok(Some(Self {
            proxy,
            server,
            tills,
            busy,
            acknowledged: Acknowledged::default(),
            cluster,
            _folder: folder,
        }))
    }

    pub(super) fn suffer(&mut self, calamity: Calamity, dice: &mut Dice) -> Result<()> {
        let outage = Duration::from_millis(dice.below(OUTAGE_MS));
        match calamity {
            Calamity::RegisterDies(place) => self.restart_register(place, dice),
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
            Calamity::LineSilent => self.cut_line(Line::Silent, outage),
            Calamity::LineDown => self.cut_line(Line::Down, outage),
        }
    }

    fn restart_register(&mut self, place: usize, dice: &mut Dice) -> Result<()> {
        let till = self.tills.get(place).context("no such register")?;
        let victim = self.busy.remove(place);
        victim.kill(&mut self.acknowledged)?;
        self.busy.insert(place, Busy::start(till, dice)?);
        Ok(())
    }

    fn cut_line(&self, line: Line, outage: Duration) -> Result<()> {
        self.proxy.set_line(line)?;
        std::thread::sleep(outage);
        self.proxy.set_line(Line::Up)
    }

    /// Ends all faults, lets the registers rest, and waits until both and the server agree; how long that took.
    pub(super) fn converge(&mut self, patience: Duration) -> Result<Duration> {
        self.proxy.play(Script::Never);
        let begun = Instant::now();
        for busy in &mut self.busy {
            busy.rest()?;
        }
        loop {
            let mut standings: Vec<_> = self.busy.iter().filter_map(Busy::standing).collect();
            let wanted = self.prices()?;
            if standings.iter().all(|one| is_well(one, &wanted)) {
                return Ok(begun.elapsed());
            }
            if begun.elapsed() > patience {
                for standing in &mut standings {
                    leave_differences(standing, &wanted);
                }
                let server = ServerBooks::read(&self.server.database().superuser_url)?;
                let (alarms, said) = (server.alarms, self.server.last_words());
                bail!(
                    "not well after {patience:?}: {standings:#?}; alarms: {alarms:#?}; the server says:\n{said}"
                );
            }
            std::thread::sleep(GLANCE);
        }
    }

    /// Ends the registers; their ledgers, and all sales that they had acknowledged.
    pub(super) fn close(&mut self) -> Result<(Vec<LedgerBooks>, BTreeSet<Uuid>)> {
        for busy in self.busy.drain(..) {
            busy.end(&mut self.acknowledged)?;
        }
        let ledgers = self.tills.iter().map(Till::books);
        let ledgers = ledgers.collect::<Result<Vec<_>>>()?;
        Ok((ledgers, std::mem::take(&mut self.acknowledged.sold)))
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

/// For a message: only the prices that are not the server's.
fn leave_differences(standing: &mut Standing, prices: &BTreeMap<Uuid, (i64, u64)>) {
    let same = |product_id: &Uuid, price: &(i64, u64)| prices.get(product_id) == Some(price);
    standing
        .prices
        .retain(|product_id, price| !same(product_id, price));
}

/// Whether a register has sent everything and shows the server's prices.
fn is_well(standing: &Standing, prices: &BTreeMap<Uuid, (i64, u64)>) -> bool {
    standing.state == SyncState::Synced
        && standing.waiting == 0
        && standing
            .prices
            .iter()
            .all(|(product_id, price)| prices.get(product_id) == Some(price))
}
