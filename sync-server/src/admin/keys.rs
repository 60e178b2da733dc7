//! The secret file must be the one that this database was started with. With another one the server
//! would sign heads that every register refuses, and could not open a pepper.

use std::path::Path;

use uuid::Uuid;

use super::error::AdminError;
use crate::database::{Database, DatabaseError, Durability};
use crate::secret::{SecretError, ServerKeys};
use crate::table::{enrolment_codes, organizations};

/// Opens the keys for `serve`. The file is created only before the first organization is founded.
pub(super) async fn open(database: &Database, file: &Path) -> Result<ServerKeys, AdminError> {
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

/// Creates the file for `migrate`, which may run where no server runs. The file is created only
/// before the first organization is founded.
pub(super) async fn prepare(database: &Database, file: &Path) -> Result<(), AdminError> {
    if sealed(database).await?.is_none() {
        ServerKeys::open(file)?;
    }
    Ok(())
}

/// A sealed pepper and its organization; `None` before the first organization is founded.
async fn sealed(database: &Database) -> Result<Option<(Uuid, Vec<u8>)>, DatabaseError> {
    for organization_id in enrolment_codes::organization_ids(database).await? {
        let transaction = database
            .begin(organization_id, Durability::Snapshot)
            .await?;
        let sealed = organizations::pepper_sealed(&transaction).await?;
        transaction.rollback().await?;
        if let Some(sealed) = sealed {
            return Ok(Some((organization_id, sealed)));
        }
    }
    Ok(None)
}
