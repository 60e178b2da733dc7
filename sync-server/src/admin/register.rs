//! `register revoke` and `alarms`.

use domain::feed::{EntityKind, RegisterStatus};
use uuid::Uuid;

use super::error::AdminError;
use crate::database::{Database, DatabaseError, DbTransaction, Durability, retrying};
use crate::feed::{ChangedEntity, publish};
use crate::table::registers::{self, ListedRegister};
use crate::table::{alarms, organizations, quarantine};

/// Revokes a register. Entries that it still sends go into quarantine, and it receives no more
/// data.
pub(super) async fn revoke(
    database: &Database,
    organization_id: Uuid,
    register_id: Uuid,
) -> Result<Vec<String>, AdminError> {
    let before = retrying(|| async {
        let transaction = database.begin(organization_id, Durability::OnDisk).await?;
        let before = revoke_in(&transaction, register_id).await?;
        transaction.commit().await?;
        Ok::<_, DatabaseError>(before)
    })
    .await?;
    let Some(before) = before else {
        check_known(database, organization_id).await?;
        return Err(AdminError::NoRegister {
            organization_id,
            register_id,
        });
    };
    let name = before.name;
    Ok(vec![match before.status {
        RegisterStatus::Active => {
            format!("{name} is revoked; every server knows it within half a minute")
        }
        RegisterStatus::Revoked => format!("{name} was revoked before"),
    }])
}

/// Revokes a register; returns its state from before.
async fn revoke_in(
    transaction: &DbTransaction,
    register_id: Uuid,
) -> Result<Option<ListedRegister>, DatabaseError> {
    let Some(before) = registers::lock(transaction, register_id).await? else {
        return Ok(None);
    };
    if before.status == RegisterStatus::Active {
        registers::revoke(transaction, register_id).await?;
        let changed = ChangedEntity {
            entity: EntityKind::Register,
            id: register_id,
            origin: None,
        };
        publish(transaction, &[changed]).await?;
    }
    Ok(Some(before))
}

/// Lists the alarms, newest first, and then the number of entries in quarantine for each reason.
pub(super) async fn list_alarms(
    database: &Database,
    organization_id: Uuid,
) -> Result<Vec<String>, AdminError> {
    check_known(database, organization_id).await?;
    let transaction = database
        .begin(organization_id, Durability::Snapshot)
        .await?;
    let alarms = alarms::lines(&transaction).await?;
    let quarantined = quarantine::lines(&transaction).await?;
    transaction.rollback().await?;
    let mut lines = section("alarms:", "no alarms", &alarms);
    lines.extend(section(
        "entries in quarantine:",
        "no entry is in quarantine",
        &quarantined,
    ));
    Ok(lines)
}

fn section(title: &str, none: &str, rows: &[String]) -> Vec<String> {
    let mut lines = vec![if rows.is_empty() { none } else { title }.to_owned()];
    lines.extend(rows.iter().map(|row| {
        // A register's name may hold any characters. A row must stay one line and must not move the
        // cursor.
        let plain = row.chars().filter(|letter| !letter.is_control());
        format!("  {}", plain.collect::<String>())
    }));
    lines
}

/// Refuses an organization that does not exist.
async fn check_known(database: &Database, organization_id: Uuid) -> Result<(), AdminError> {
    let transaction = database
        .begin(organization_id, Durability::Snapshot)
        .await?;
    let name = organizations::name(&transaction).await?;
    transaction.rollback().await?;
    name.map(|_| ())
        .ok_or(AdminError::NoOrganization { organization_id })
}
