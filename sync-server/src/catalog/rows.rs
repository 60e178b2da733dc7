//! Reading rows of the catalog's tables as the feed tells them.

use domain::catalog::ProductStatus;
use domain::feed::{
    CatalogConflict, ConflictField, ProductState, RegisterState, RegisterStatus, StoreState,
    UserSecretProfile, UserState,
};
use domain::money::Cents;
use domain::store::StoreSettings;
use domain::user::Role;
use tokio_postgres::Row;
use tokio_postgres::types::Json;

use crate::database::DatabaseError;

/// Columns of `products` in the order in which [`product`] reads them.
pub(super) const PRODUCT_COLUMNS: usize = 13;

/// A product, from column `first` on: `product_id, sku, barcode, name, category, unit, weighed,
/// price_cents, cost_cents, tax_exempt, status, low_stock_threshold, revision`.
pub(super) fn product(row: &Row, first: usize) -> Result<ProductState, DatabaseError> {
    Ok(ProductState {
        product_id: row.try_get(first)?,
        sku: row.try_get(first + 1)?,
        barcode: row.try_get(first + 2)?,
        name: row.try_get(first + 3)?,
        category: row.try_get(first + 4)?,
        unit: row.try_get(first + 5)?,
        weighed: row.try_get(first + 6)?,
        price_cents: amount(row, first + 7, "price_cents")?,
        cost_cents: amount(row, first + 8, "cost_cents")?,
        tax_exempt: row.try_get(first + 9)?,
        status: match row.try_get(first + 10)? {
            "active" => ProductStatus::Active,
            "inactive" => ProductStatus::Inactive,
            _ => return Err(unreadable("status")),
        },
        low_stock_threshold_thousandths: row.try_get(first + 11)?,
        revision: count(row, first + 12, "revision")?,
    })
}

/// A person, from column `first` on: `user_id, role, active, username, full_name,
/// commitment_salt, pin_hash, pin_length`. The role is there: one without is not told.
pub(super) fn user(row: &Row, first: usize) -> Result<UserState, DatabaseError> {
    let username: Option<String> = row.try_get(first + 3)?;
    let full_name: Option<String> = row.try_get(first + 4)?;
    let commitment_salt: Option<String> = row.try_get(first + 5)?;
    let pin_hash: Option<String> = row.try_get(first + 6)?;
    let pin_length: Option<i16> = row.try_get(first + 7)?;
    let names = username.zip(full_name).zip(commitment_salt);
    let pin_length = pin_length
        .map(u8::try_from)
        .transpose()
        .map_err(|_| unreadable("pin_length"))?;
    Ok(UserState {
        user_id: row.try_get(first)?,
        role: Role::from_code(row.try_get(first + 1)?).ok_or(unreadable("role"))?,
        active: row.try_get(first + 2)?,
        profile: names.map(
            |((username, full_name), commitment_salt)| UserSecretProfile {
                username,
                full_name,
                commitment_salt,
                pin_hash,
                pin_length,
            },
        ),
    })
}

/// A store, from column `first` on: `store_id, revision, settings`. The settings are there.
pub(super) fn store(row: &Row, first: usize) -> Result<StoreState, DatabaseError> {
    let Json(settings) = row.try_get::<_, Json<StoreSettings>>(first + 2)?;
    Ok(StoreState {
        store_id: row.try_get(first)?,
        revision: count(row, first + 1, "revision")?,
        settings,
    })
}

/// A register, from column `first` on: `register_id, store_id, name, status`.
pub(super) fn register(row: &Row, first: usize) -> Result<RegisterState, DatabaseError> {
    Ok(RegisterState {
        register_id: row.try_get(first)?,
        store_id: row.try_get(first + 1)?,
        name: row.try_get(first + 2)?,
        status: match row.try_get(first + 3)? {
            "active" => RegisterStatus::Active,
            "revoked" => RegisterStatus::Revoked,
            _ => return Err(unreadable("status")),
        },
    })
}

/// A conflict, from column `first` on: `conflict_id, product_id, product_name, field, kept, lost,
/// lost_register_id, entry_id, server_time_ms`.
pub(super) fn conflict(row: &Row, first: usize) -> Result<CatalogConflict, DatabaseError> {
    Ok(CatalogConflict {
        conflict_id: row.try_get(first)?,
        product_id: row.try_get(first + 1)?,
        product_name: row.try_get(first + 2)?,
        field: ConflictField::from_code(row.try_get(first + 3)?).ok_or(unreadable("field"))?,
        kept: row.try_get(first + 4)?,
        lost: row.try_get(first + 5)?,
        lost_register_id: row.try_get(first + 6)?,
        entry_id: row.try_get(first + 7)?,
        server_time_ms: row.try_get(first + 8)?,
    })
}

/// A number that is never below zero.
pub(super) fn count(row: &Row, column: usize, name: &'static str) -> Result<u64, DatabaseError> {
    u64::try_from(row.try_get::<_, i64>(column)?).map_err(|_| unreadable(name))
}

fn amount(row: &Row, column: usize, name: &'static str) -> Result<Option<Cents>, DatabaseError> {
    let value: Option<i64> = row.try_get(column)?;
    value
        .map(Cents::new)
        .transpose()
        .map_err(|_| unreadable(name))
}

const fn unreadable(column: &'static str) -> DatabaseError {
    DatabaseError::Unreadable { column }
}
