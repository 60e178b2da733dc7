//! A sync server on a PostgreSQL that writes to disk, and the baselines beside it.

mod bare;
mod pusher;
mod work;

use anyhow::{Context, Result};
use register::Register;
use test_support::postgres::Cluster;
use test_support::server::SyncServer;
use uuid::Uuid;

pub(crate) use bare::Bare;
pub(crate) use pusher::{Pusher, Sent, at_once};
pub(crate) use work::Work;

/// Server and database; both are removed when this is dropped.
pub(crate) struct World {
    pub(crate) server: SyncServer,
    // The last field, so that PostgreSQL is stopped after the server.
    pub(crate) cluster: Cluster,
}

impl World {
    /// Starts both; each commit is on disk, as in a shop.
    pub(crate) fn start() -> Result<Self> {
        let cluster = Cluster::start().context("PostgreSQL")?;
        let server = SyncServer::start(cluster.database()?)?;
        let server = server.context("kasapro-sync-server is not built")?;
        Ok(Self { server, cluster })
    }

    /// Founds a shop on the server and sends all its data.
    pub(crate) fn found(&self, register: &Register, name: &str) -> Result<()> {
        let code = self.server.founding_code(name)?;
        register.enrol_found(Uuid::now_v7(), &self.server.url(), &code)?;
        register.sync_once()?;
        Ok(())
    }
}
