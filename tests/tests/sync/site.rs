//! A server with its own database, and the shops whose registers sync with it.

use anyhow::Result;
use tempfile::TempDir;
use test_support::checker::{self, LedgerContents};
use test_support::postgres::SharedCluster;
use test_support::server::SyncServer;
use test_support::shop::TestRegister;

/// A server whose database does not wait for the disk, for tests in which no database dies.
pub(crate) struct Site {
    pub(crate) server: SyncServer,
    pub(crate) folder: TempDir,
    /// The last field, so that the server stops before its database.
    _cluster: SharedCluster,
}

impl Site {
    /// Starts the site; `None`, with a message, if the server is not built.
    pub(crate) fn set_up(what: &str) -> Result<Option<Self>> {
        let cluster = SharedCluster::join()?;
        let Some(server) = SyncServer::start(cluster.database()?)? else {
            eprintln!("skipped: {what}: no kasapro-sync-server (cargo xtask test gives it)");
            return Ok(None);
        };
        Ok(Some(Self {
            server,
            folder: tempfile::tempdir()?,
            _cluster: cluster,
        }))
    }

    /// A new shop at the server, with all its initial entries sent.
    pub(crate) fn shop(&self, name: &str) -> Result<TestRegister> {
        let register = TestRegister::in_folder(self.folder.path(), name);
        found(&register, &self.server, &self.server.url())?;
        Ok(register)
    }

    /// Another register of a shop.
    pub(crate) fn joined(&self, shop: &TestRegister, name: &str) -> Result<TestRegister> {
        let register = TestRegister::in_folder(self.folder.path(), name);
        let organization_id = shop.contents()?.organization_id;
        let code = self.server.joining_code(organization_id)?;
        register.join(&self.server.url(), &code)?;
        register.sync()?;
        Ok(register)
    }

    /// Checks every promise over these ledgers and the database.
    pub(crate) fn check_promises(&self, ledgers: &[LedgerContents]) -> Result<()> {
        let url = &self.server.database().superuser_url;
        checker::check_promises(ledgers, url)
    }
}

/// Sets up a shop and founds it on the server at `url`.
pub(crate) fn found(register: &TestRegister, server: &SyncServer, url: &str) -> Result<()> {
    register.set_up()?;
    register.found(url, &server.founding_code("Toko Tahan")?)?;
    register.sync()
}
