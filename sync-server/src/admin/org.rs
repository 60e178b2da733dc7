//! `org create`, `org list` and `register code`.

use domain::user::check_full_name;
use uuid::Uuid;

use super::error::AdminError;
use crate::database::{Database, DatabaseError, Durability};
use crate::enrol::{JoinTarget, issue_founding, issue_joining};
use crate::table::{enrolment_codes, organizations, registers, stores};

/// A founding code for an organization with this name. It is alone on the first line, for scripts.
pub(super) async fn create(database: &Database, name: &str) -> Result<Vec<String>, AdminError> {
    let name = check_full_name(name).map_err(AdminError::Name)?;
    let issued = issue_founding(database, &name).await?;
    Ok(vec![
        issued.code.shown(),
        format!("founds {name}; one use, within 24 hours"),
    ])
}

/// A joining code for an organization's first store. It is alone on the first line, for scripts.
pub(super) async fn code(
    database: &Database,
    organization_id: Uuid,
) -> Result<Vec<String>, AdminError> {
    let transaction = database.begin(organization_id, Durability::OnDisk).await?;
    let Some(store_id) = stores::first(&transaction).await? else {
        transaction.rollback().await?;
        return Err(AdminError::NoOrganization { organization_id });
    };
    let target = JoinTarget {
        organization_id,
        store_id,
        by_user_id: None,
    };
    let issued = issue_joining(&transaction, target).await?;
    transaction.commit().await?;
    Ok(vec![
        issued.code.shown(),
        "one use, within 10 minutes".to_owned(),
    ])
}

/// Every organization with its registers, then the codes that were not used yet.
pub(super) async fn list(database: &Database) -> Result<Vec<String>, AdminError> {
    let mut lines = Vec::new();
    for row in enrolment_codes::foundings(database).await? {
        if let Some(organization_id) = row.organization_id {
            lines.extend(organization(database, organization_id).await?);
        } else {
            let (name, until) = (row.organization_name, row.expires_at);
            lines.push(format!(
                "(not founded yet)  {name}  code good until {until} UTC"
            ));
        }
    }
    Ok(lines)
}

/// One organization, in a separate database transaction: no statement reads two organizations.
async fn organization(
    database: &Database,
    organization_id: Uuid,
) -> Result<Vec<String>, DatabaseError> {
    let transaction = database
        .begin(organization_id, Durability::Snapshot)
        .await?;
    let name = organizations::name(&transaction).await?;
    let registers = registers::list(&transaction).await?;
    transaction.rollback().await?;
    let mut lines = vec![format!("{organization_id}  {}", name.unwrap_or_default())];
    lines.extend(registers.iter().map(|register| {
        let status = register.status_code();
        let (register_id, name) = (register.register_id, &register.name);
        format!("  register {register_id}  {name}  {status}")
    }));
    Ok(lines)
}
