//! The other side of the counter's network cable: a link that breaks, a server, PostgreSQL, another
//! register.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use test_support::checker::{self, LedgerContents};
use test_support::kasaproctl::Kasaproctl;
use test_support::postgres::Cluster;
use test_support::program;
use test_support::proxy::Proxy;
use test_support::server::SyncServer;
use tokio_postgres::{Client, NoTls};

use crate::counter::Counter;

/// If a push has not arrived after this time, it never will.
const PATIENCE: Duration = Duration::from_mins(1);
const GLANCE: Duration = Duration::from_millis(50);

/// The sales of the first register in PostgreSQL.
const SOLD: &str = "select count(*), coalesce(sum(net_amount_cents), 0)::bigint \
                    from transactions join registers using (organization_id, register_id) \
                    where registers.name <> 'Kasir 2'";

/// The whole far side; its fields are dropped in this order.
#[derive(Debug)]
pub(crate) struct FarSide {
    /// Between the first register and the server; the second reaches it directly.
    pub(crate) proxy: Proxy,
    pub(crate) server: SyncServer,
    pub(crate) cluster: Cluster,
    /// The command line of the second register.
    pub(crate) second: Kasaproctl,
}

impl FarSide {
    /// Starts everything without enrolling a register; `None` if the server is not built.
    pub(crate) fn set_up(counter: &Counter) -> Result<Option<Self>> {
        let Some(program) = program::kasaproctl() else {
            return Ok(None);
        };
        let cluster = Cluster::start()?;
        let Some(server) = SyncServer::start(cluster.database()?)? else {
            eprintln!("skipped: a day with a server: no server (cargo xtask test gives one)");
            return Ok(None);
        };
        let folder = counter.folder.path();
        Ok(Some(Self {
            proxy: Proxy::start(server.address())?,
            server,
            cluster,
            second: Kasaproctl::new(&program, &folder.join("shop-2"), &folder.join("key-2")),
        }))
    }

    /// The server as the first register finds it.
    pub(crate) fn proxy_url(&self) -> String {
        format!("http://{}", self.proxy.address())
    }

    /// Blocks every push at the lines of its sales until the hold is dropped.
    pub(crate) async fn hold_pushes(&self) -> Result<Hold> {
        let client = self.look().await?;
        client
            .batch_execute("begin; lock table transaction_items in share mode")
            .await?;
        Ok(Hold(client))
    }

    /// Waits until PostgreSQL has this many sales of the first register, with this sum.
    pub(crate) async fn wait_for_sales(&self, wanted: (i64, i64), deadline: Instant) -> Result<()> {
        let client = self.look().await?;
        loop {
            let row = client.query_one(SOLD, &[]).await?;
            let stored: (i64, i64) = (row.get(0), row.get(1));
            if stored == wanted {
                return Ok(());
            }
            ensure!(
                stored.0 <= wanted.0,
                "PostgreSQL has more sales than there were: {stored:?}, not {wanted:?}"
            );
            if Instant::now() > deadline {
                let last = self.server.log_end();
                bail!("PostgreSQL has {stored:?}, not {wanted:?}; the server said last: {last}");
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until the first register's shift is also closed in PostgreSQL.
    pub(crate) async fn wait_for_closed_shift(&self) -> Result<()> {
        const CLOSED: &str = "select count(*) from shifts where closed_at_ms is not null";
        let (deadline, client) = (Instant::now() + PATIENCE, self.look().await?);
        while client.query_one(CLOSED, &[]).await?.get::<_, i64>(0) == 0 {
            ensure!(Instant::now() < deadline, "the shift stays open");
            tokio::time::sleep(GLANCE).await;
        }
        Ok(())
    }

    /// Runs one checker over PostgreSQL and these ledgers, which no process may have open.
    pub(crate) async fn agrees_with(&self, ledgers: Vec<Kept>) -> Result<()> {
        let url = self.server.database().superuser_url.clone();
        // The checker blocks, and has its own runtime.
        let checked = tokio::task::spawn_blocking(move || {
            let contents: Result<Vec<_>> = ledgers.iter().map(Kept::read).collect();
            checker::check_promises(&contents?, &url)
        });
        checked.await?
    }

    /// A connection that sees everything.
    pub(crate) async fn look(&self) -> Result<Client> {
        let url = &self.server.database().superuser_url;
        let (client, connection) = tokio_postgres::connect(url, NoTls)
            .await
            .context("PostgreSQL does not answer")?;
        tokio::spawn(connection);
        Ok(client)
    }
}

/// A ledger on disk.
#[derive(Debug)]
pub(crate) struct Kept {
    data: PathBuf,
    key_file: PathBuf,
    is_lost: bool,
}

impl Kept {
    /// The ledger of a register that continues.
    pub(crate) fn now(folder: &Path, data: &str, key: &str) -> Self {
        Self {
            data: folder.join(data),
            key_file: folder.join(key),
            is_lost: false,
        }
    }

    /// A ledger that was replaced by an older one.
    pub(crate) fn lost(folder: &Path, data: &str, key: &str) -> Self {
        Self {
            is_lost: true,
            ..Self::now(folder, data, key)
        }
    }

    fn read(&self) -> Result<LedgerContents> {
        let name = self.data.display().to_string();
        let contents = LedgerContents::read(&name, &self.data, &self.key_file)?;
        Ok(if self.is_lost {
            contents.of_the_past()
        } else {
            contents
        })
    }
}

/// Keeps pushes within their database transaction.
#[derive(Debug)]
pub(crate) struct Hold(Client);

impl Hold {
    /// Waits until a push has reached the lock: a part of it is written, but not committed.
    pub(crate) async fn wait_for_push(&self) -> Result<()> {
        const HELD: &str = "select count(*) from pg_locks \
                            where not granted and relation = 'transaction_items'::regclass";
        let deadline = Instant::now() + PATIENCE;
        loop {
            if self.0.query_one(HELD, &[]).await?.get::<_, i64>(0) > 0 {
                return Ok(());
            }
            ensure!(Instant::now() < deadline, "no push came");
            tokio::time::sleep(GLANCE).await;
        }
    }
}
