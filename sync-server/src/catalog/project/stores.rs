//! The settings of the store a register stands in: the last arrival holds.

use domain::entry::EntryBody;
use domain::entry::body::StoreChanged;
use protocol::QuarantineReason;
use tokio_postgres::types::Json;

use crate::catalog::feed::{Entity, Touched};
use crate::catalog::{CatalogPush, StoodAside};
use crate::database::{DatabaseError, DbTransaction};

/// Applies the push's `store_changed` entries: each counts, the last one stays.
pub(super) async fn project(
    transaction: &DbTransaction,
    push: &CatalogPush<'_>,
    touched: &mut Vec<Touched>,
    aside: &mut Vec<StoodAside>,
) -> Result<(), DatabaseError> {
    let mut last = None;
    let mut changes = 0_i64;
    for (entry, body) in push.of_kind(as_store) {
        if can_be_stored(body) {
            changes += 1;
            last = Some((entry, &body.settings));
        } else {
            aside.push(StoodAside::whole(
                entry,
                QuarantineReason::BodyInvalid,
                "a text of the settings holds the character U+0000",
            ));
        }
    }
    let Some((entry, settings)) = last else {
        return Ok(());
    };
    transaction
        .execute(
            include_str!("../sql/store_write.sql"),
            &[
                &transaction.organization_id(),
                &push.store_id,
                &settings.store_name,
                &Json(settings),
                &changes,
                &settings.address,
                &settings.phone,
            ],
        )
        .await?;
    touched.push(Touched {
        entity: Entity::Store,
        id: push.store_id,
        origin: Some(push.origin(entry)),
    });
    Ok(())
}

fn as_store(body: &EntryBody) -> Option<&StoreChanged> {
    match body {
        EntryBody::StoreChanged(body) => Some(body),
        _ => None,
    }
}

/// PostgreSQL has no text with U+0000 in it. An entry that no statement can take would come back
/// with every push and hold up what stands behind it.
fn can_be_stored(body: &StoreChanged) -> bool {
    serde_json::to_string(&body.settings).is_ok_and(|json| !json.contains("\\u0000"))
}
