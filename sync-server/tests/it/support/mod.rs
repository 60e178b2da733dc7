//! What tests of the server have in common.

use kasapro_postgres::{APP_ROLE, Database, SharedCluster};
use sync_server::migrate::migrate;
use tokio_postgres::{Client, NoTls};

/// A migrated database of one test.
pub(crate) struct Place {
    /// Keeps the cluster running.
    _cluster: SharedCluster,
    pub(crate) database: Database,
}

impl Place {
    /// An empty database, not migrated.
    pub(crate) fn empty() -> Self {
        let cluster = SharedCluster::join().unwrap();
        let database = cluster.database().unwrap();
        Self {
            _cluster: cluster,
            database,
        }
    }

    /// A migrated database.
    pub(crate) async fn migrated() -> Self {
        let place = Self::empty();
        migrate(&place.database.owner_url, APP_ROLE).await.unwrap();
        place
    }
}

/// A connection, served by a task of its own.
pub(crate) async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}
