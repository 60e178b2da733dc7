//! A cluster is started, killed, started again and removed without leftovers.
#![expect(clippy::unwrap_used, reason = "test helpers may stop the test")]

mod life;
mod roles;
mod sharing;

use tokio_postgres::{Client, Error, NoTls};

/// A connection that is driven by its own task.
async fn connect(url: &str) -> Result<Client, Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}
