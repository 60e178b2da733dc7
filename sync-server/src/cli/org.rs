//! `org create`, `org list`, `register code`: what the server's own people do.

use domain::user::check_full_name;
use uuid::Uuid;

use super::error::CommandError;
use crate::database::{Database, DatabaseError, Durability};
use crate::enrol::{Joining, issue_founding, issue_joining};

/// A founding code for an organization of this name: alone on the first line, for scripts.
pub(super) async fn create(database: &Database, name: &str) -> Result<Vec<String>, CommandError> {
    let name = check_full_name(name).map_err(CommandError::Name)?;
    let issued = issue_founding(database, &name).await?;
    Ok(vec![
        issued.code.shown(),
        format!("founds {name}; one use, within 24 hours"),
    ])
}

/// A joining code for an organization's first store: alone on the first line, for scripts.
pub(super) async fn code(
    database: &Database,
    organization_id: Uuid,
) -> Result<Vec<String>, CommandError> {
    let transaction = database.begin(organization_id, Durability::OnDisk).await?;
    let row = transaction
        .query_opt(
            "select store_id from stores where organization_id = $1 order by created_at, store_id limit 1",
            &[&organization_id],
        )
        .await?;
    let Some(row) = row else {
        transaction.rollback().await?;
        return Err(CommandError::NoOrganization { organization_id });
    };
    let joining = Joining {
        organization_id,
        store_id: row.try_get(0).map_err(DatabaseError::from)?,
        by_user_id: None,
    };
    let issued = issue_joining(&transaction, joining).await?;
    transaction.commit().await?;
    Ok(vec![
        issued.code.shown(),
        "one use, within 10 minutes".to_owned(),
    ])
}

/// Every organization with its registers, then the codes that nobody has used yet.
pub(super) async fn list(database: &Database) -> Result<Vec<String>, CommandError> {
    let rows = database
        .connection()
        .await?
        .query(
            "select organization_id, organization_name, to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') \
             from enrolment_codes \
             where kind = 'founding' and (used_at is not null or expires_at > now()) order by used_at, created_at",
            &[],
        )
        .await
        .map_err(DatabaseError::from)?;
    let mut lines = Vec::new();
    for row in rows {
        let name: &str = row.try_get(1).map_err(DatabaseError::from)?;
        let founded: Option<Uuid> = row.try_get(0).map_err(DatabaseError::from)?;
        if let Some(organization_id) = founded {
            lines.extend(organization(database, organization_id).await?);
        } else {
            let until: &str = row.try_get(2).map_err(DatabaseError::from)?;
            lines.push(format!(
                "(not founded yet)  {name}  code good until {until} UTC"
            ));
        }
    }
    Ok(lines)
}

/// One organization, in a database transaction of its own: no statement ever looks at two.
async fn organization(
    database: &Database,
    organization_id: Uuid,
) -> Result<Vec<String>, CommandError> {
    let transaction = database
        .begin(organization_id, Durability::Snapshot)
        .await?;
    let named = transaction
        .query_opt(
            "select name from organizations where organization_id = $1",
            &[&organization_id],
        )
        .await?;
    let registers = transaction
        .query(
            "select register_id, name, status from registers where organization_id = $1 order by created_at",
            &[&organization_id],
        )
        .await?;
    transaction.rollback().await?;
    let name: String = named
        .map_or(Ok(String::new()), |row| row.try_get(0))
        .map_err(DatabaseError::from)?;
    let mut lines = vec![format!("{organization_id}  {name}")];
    for row in registers {
        let register_id: Uuid = row.try_get(0).map_err(DatabaseError::from)?;
        let name: &str = row.try_get(1).map_err(DatabaseError::from)?;
        let status: &str = row.try_get(2).map_err(DatabaseError::from)?;
        lines.push(format!("  register {register_id}  {name}  {status}"));
    }
    Ok(lines)
}
