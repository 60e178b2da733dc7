//! A database of one test.

use kasapro_postgres::{APP_ROLE, Database, SharedCluster};
use sync_server::database::DatabaseAddress;
use sync_server::migrate::migrate;
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

/// A database of one test.
pub(crate) struct TestDatabase {
    /// Keeps the cluster running.
    _cluster: SharedCluster,
    pub(crate) urls: Database,
}

impl TestDatabase {
    /// An empty database, not migrated.
    pub(crate) fn empty() -> Self {
        let cluster = SharedCluster::join().unwrap();
        let urls = cluster.database().unwrap();
        Self {
            _cluster: cluster,
            urls,
        }
    }

    /// A migrated database.
    pub(crate) async fn migrated() -> Self {
        let database = Self::empty();
        migrate(&address(&database.urls.owner_url), APP_ROLE)
            .await
            .unwrap();
        database
    }

    /// Another handle of the same database.
    pub(crate) fn again(&self) -> Self {
        Self {
            _cluster: SharedCluster::join().unwrap(),
            urls: self.urls.clone(),
        }
    }

    /// One number from a query over all organizations.
    pub(crate) async fn number(&self, question: &str) -> i64 {
        let client = connect(&self.urls.superuser_url).await;
        let row = client.query_one(question, &[]).await.unwrap();
        row.get(0)
    }

    /// Texts from a query over all organizations.
    pub(crate) async fn texts(&self, question: &str) -> Vec<String> {
        let client = connect(&self.urls.superuser_url).await;
        let rows = client.query(question, &[]).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// Changes the database directly, not through the server.
    pub(crate) async fn change(&self, statement: &str) {
        let client = connect(&self.urls.superuser_url).await;
        client.batch_execute(statement).await.unwrap();
    }

    /// The number of rows of each table of an organization, and a digest of them. When it is equal
    /// before and after, no row has changed.
    pub(crate) async fn fingerprint(&self, organization_id: Uuid) -> Vec<String> {
        let tables = self
            .texts(
                "select table_name::text from information_schema.columns \
                 where table_schema = 'public' and column_name = 'organization_id' \
                   and table_name not in ('request_nonces', 'fork_evidence', 'alarms', 'enrolment_codes') order by 1",
            )
            .await;
        let client = connect(&self.urls.superuser_url).await;
        let mut lines = Vec::new();
        for table in tables {
            let question = format!(
                "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') \
                 from {table} t where organization_id = $1"
            );
            let row = client
                .query_one(&question, &[&organization_id])
                .await
                .unwrap();
            lines.push(format!("{table}: {}", row.get::<_, String>(0)));
        }
        lines
    }
}

/// The address in a URL of the cluster.
pub(crate) fn address(url: &str) -> DatabaseAddress {
    DatabaseAddress::read(url, None).unwrap()
}

/// A connection that is driven by its own task.
pub(crate) async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}
