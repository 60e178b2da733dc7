//! The secret file has to be the one that this database was begun with: another one would sign heads that every
//! register refuses, and could open no pepper.

use std::path::Path;

use uuid::Uuid;

use super::error::CommandError;
use crate::catalog;
use crate::database::{Database, DatabaseError, Durability};
use crate::secret::{SecretError, ServerKeys};

/// Opens the keys for `serve`. The file is made only while no organization is founded.
pub(super) async fn open(database: &Database, file: &Path) -> Result<ServerKeys, CommandError> {
    let Some((organization_id, sealed)) = sealed(database).await? else {
        return Ok(ServerKeys::open(file)?);
    };
    let keys = ServerKeys::read(file)?.ok_or_else(|| SecretError::Lost {
        file: file.to_owned(),
    })?;
    keys.open_pepper(organization_id, &sealed)
        .map_err(|_| SecretError::Foreign {
            file: file.to_owned(),
        })?;
    Ok(keys)
}

/// Makes the file for `migrate`, which may run where no server does: only while no organization is founded.
pub(super) async fn prepare(database: &Database, file: &Path) -> Result<(), CommandError> {
    if sealed(database).await?.is_none() {
        ServerKeys::open(file)?;
    }
    Ok(())
}

/// A pepper that was sealed with the right key; `None` before the first founding.
async fn sealed(database: &Database) -> Result<Option<(Uuid, Vec<u8>)>, DatabaseError> {
    const SEALED: &str = "select pepper_sealed from organizations where organization_id = $1";
    for organization_id in catalog::organizations(database).await? {
        let transaction = database
            .begin(organization_id, Durability::Snapshot)
            .await?;
        let row = transaction.query_opt(SEALED, &[&organization_id]).await?;
        transaction.rollback().await?;
        if let Some(row) = row {
            return Ok(Some((organization_id, row.try_get(0)?)));
        }
    }
    Ok(None)
}
