//! `stores`, and what `organizations` shows of the store.

use domain::feed::StoreState;
use domain::store::StoreSettings;
use tokio_postgres::Row;
use tokio_postgres::types::Json;
use uuid::Uuid;

use super::row::ReadColumn as _;
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

/// The organization's first store; `None` where there is no such organization.
pub(crate) async fn first(transaction: &DbTransaction) -> Result<Option<Uuid>, DatabaseError> {
    const FIRST: &str = "select store_id from stores where organization_id = $1 \
                         order by created_at, store_id limit 1";
    let row = transaction
        .query_opt(FIRST, &[&transaction.organization_id()])
        .await?;
    row.map(|row| Ok(row.try_get("store_id")?)).transpose()
}

/// Writes the settings after so many changes.
pub(crate) async fn write_settings(
    transaction: &DbTransaction,
    store_id: Uuid,
    settings: &StoreSettings,
    changes: i64,
) -> Result<(), DatabaseError> {
    const WRITE: &str = "with store as ( \
           insert into stores (organization_id, store_id, name, settings, revision) \
           values ($1, $2, $3, $4, $5) \
           on conflict (organization_id, store_id) do update \
           set name = excluded.name, settings = excluded.settings, \
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
            ],
        )
        .await?;
    Ok(())
}

/// Reads a store from a row of `catalog_feed`.
pub(super) fn from_feed(row: &Row) -> Result<StoreState, DatabaseError> {
    let Json(settings) = row.try_get::<_, Json<StoreSettings>>("settings")?;
    Ok(StoreState {
        store_id: row.try_get("store_id")?,
        revision: row.unsigned("store_revision")?,
        settings,
    })
}
