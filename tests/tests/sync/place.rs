//! Where a test takes place: a server on a database, and a shop at it.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use kasapro_postgres::SharedCluster;
use kasapro_tests::checker::{self, LedgerBooks};
use kasapro_tests::server::SyncServer;
use kasapro_tests::till::Till;
use tempfile::TempDir;

/// The server adds stock up within a second; a busy machine takes longer.
const SETTLING: Duration = Duration::from_secs(20);

/// A server whose database does not wait for the disk, for tests in which no database dies.
pub(crate) struct Place {
    pub(crate) server: SyncServer,
    pub(crate) folder: TempDir,
    /// The last: the server stops before its database.
    _cluster: SharedCluster,
}

impl Place {
    /// `None`, and said, where the server is not built.
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

    /// A new shop at the server, with everything it begins with sent.
    pub(crate) fn shop(&self, name: &str) -> Result<Till> {
        let till = Till::in_folder(self.folder.path(), name);
        found(&till, &self.server, &self.server.url())?;
        Ok(till)
    }

    /// Another register of a shop.
    pub(crate) fn joined(&self, shop: &Till, name: &str) -> Result<Till> {
        let till = Till::in_folder(self.folder.path(), name);
        let organization_id = shop.books()?.organization_id;
        let code = self.server.joining_code(organization_id)?;
        till.join(&self.server.url(), &code)?;
        till.sync()?;
        Ok(till)
    }

    /// Holds these ledgers and the database to every promise.
    pub(crate) fn hold(&self, ledgers: &[LedgerBooks]) -> Result<()> {
        let url = &self.server.database().superuser_url;
        checker::hold(ledgers, url, SETTLING)
    }
}

/// Sets a shop up and brings it to the server at `url`.
pub(crate) fn found(till: &Till, server: &SyncServer, url: &str) -> Result<()> {
    till.set_up()?;
    till.found(url, &server.founding_code("Toko Tahan")?)?;
    till.sync()
}

/// Copies a folder that no process has open.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let copy = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &copy)?;
        } else {
            std::fs::copy(entry.path(), copy)?;
        }
    }
    Ok(())
}
