//! `stores`, and the columns of `organizations` that show the store.

use domain::entry::codec::KindBody as _;
use domain::entry::kinds::StoreChanged;
use domain::entry::{EntryBody, EntryKind};
use domain::feed::StoreState;
use domain::store::StoreSettings;
use serde_json::{Value, json};
use tokio_postgres::Row;
use tokio_postgres::types::Json;
use uuid::Uuid;

use super::row::{ReadColumn as _, unreadable};
use crate::database::{DatabaseError, DbTransaction};

/// Stores a store without settings.
pub(crate) async fn insert(
    transaction: &DbTransaction,
    store_id: Uuid,
    name: &str,
) -> Result<(), DatabaseError> {
    const INSERT: &str = "insert into stores (organization_id, store_id, name) values ($1, $2, $3)";
    transaction
        .execute(INSERT, &[&transaction.organization_id(), &store_id, &name])
        .await?;
    Ok(())
}

/// The organization's first store; `None` if the organization does not exist.
pub(crate) async fn first(transaction: &DbTransaction) -> Result<Option<Uuid>, DatabaseError> {
    const FIRST: &str = "select store_id from stores where organization_id = $1 \
                         order by created_at, store_id limit 1";
    let row = transaction
        .query_opt(FIRST, &[&transaction.organization_id()])
        .await?;
    row.map(|row| Ok(row.try_get("store_id")?)).transpose()
}

/// Writes the settings, with the number of their changes and the version of the body that holds
/// them.
pub(crate) async fn write_settings(
    transaction: &DbTransaction,
    store_id: Uuid,
    settings: &StoreSettings,
    changes: i64,
) -> Result<(), DatabaseError> {
    const WRITE: &str = "with store as ( \
           insert into stores \
               (organization_id, store_id, name, settings, revision, settings_version) \
           values ($1, $2, $3, $4, $5, $8) \
           on conflict (organization_id, store_id) do update \
           set name = excluded.name, settings = excluded.settings, \
               settings_version = excluded.settings_version, \
               revision = stores.revision + excluded.revision, updated_at = now() \
         ) \
         update organizations set store_name = $3, store_address = $6, store_phone = $7, \
             setup_completed = true, updated_at = now() \
         where organization_id = $1";
    transaction
        .execute(
            WRITE,
            &[
                &transaction.organization_id(),
                &store_id,
                &settings.store_name,
                &Json(settings),
                &changes,
                &settings.address,
                &settings.phone,
                &i32::from(StoreChanged::VERSION),
            ],
        )
        .await?;
    Ok(())
}

/// Reads a store from a row of `catalog_feed`.
pub(super) fn from_feed(row: &Row) -> Result<StoreState, DatabaseError> {
    let Json(settings) = row.try_get::<_, Json<Value>>("settings")?;
    let version = u16::try_from(row.try_get::<_, i32>("settings_version")?).ok();
    let settings = version.and_then(|version| read_settings(version, &settings));
    Ok(StoreState {
        store_id: row.try_get("store_id")?,
        revision: row.unsigned("store_revision")?,
        settings: settings.ok_or(unreadable("settings"))?,
    })
}

/// Reads settings that were stored in the shape of some version of `store_changed`. `None` where
/// this program cannot read them.
fn read_settings(version: u16, settings: &Value) -> Option<StoreSettings> {
    // The settings are stored without the body around them, but the domain reads whole bodies.
    let body = json!({ "by_user_id": null, "settings": settings });
    let body = serde_json::to_vec(&body).ok()?;
    let body = EntryBody::decode(&EntryKind::StoreChanged, version, &body);
    if let Ok(EntryBody::StoreChanged(changed)) = body {
        Some(changed.settings)
    } else {
        None
    }
}
