//! Reads the server's database without row-level policies, which only a test may do.

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use tokio::runtime::Runtime;
use tokio_postgres::{Client, NoTls, SimpleQueryMessage};

/// A connection of the superuser.
#[derive(Debug)]
pub struct Inspector {
    runtime: Runtime,
    client: Client,
}

impl Inspector {
    /// Connects.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn connect(superuser_url: &str) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let client = runtime.block_on(async {
            let (client, connection) = tokio_postgres::connect(superuser_url, NoTls).await?;
            tokio::spawn(connection);
            Ok::<_, tokio_postgres::Error>(client)
        })?;
        Ok(Self { runtime, client })
    }

    /// Runs statements directly on the database.
    ///
    /// # Errors
    /// When one fails.
    pub fn change(&self, statements: &str) -> Result<()> {
        let changed = self.client.batch_execute(statements);
        self.runtime
            .block_on(changed)
            .with_context(|| statements.to_owned())
    }

    /// The rows of a query, each read by the names of its columns.
    ///
    /// # Errors
    /// When the query fails, or a row does not have the expected columns.
    pub fn rows<T: DeserializeOwned>(&self, question: &str) -> Result<Vec<T>> {
        let asked = format!("select row_to_json(asked)::text from ({question}) asked");
        let messages = self
            .runtime
            .block_on(self.client.simple_query(&asked))
            .with_context(|| question.to_owned())?;
        let mut rows = Vec::new();
        for message in messages {
            if let SimpleQueryMessage::Row(row) = message {
                let text = row.try_get(0)?.context("a row is null")?;
                rows.push(serde_json::from_str(text).with_context(|| text.to_owned())?);
            }
        }
        Ok(rows)
    }
}
