//! A cluster comes, is killed, comes again and goes without leaving anything.
#![expect(clippy::unwrap_used, reason = "test helpers may stop the test")]

mod life;
mod roles;
mod sharing;

use tokio_postgres::{Client, Error, NoTls};

/// A connection, served by a task of its own.
async fn connect(url: &str) -> Result<Client, Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}
