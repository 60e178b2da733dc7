//! The settings of a register's store: the last change to arrive holds.

use domain::entry::kinds::StoreChanged;
use domain::feed::EntityKind;
use protocol::QuarantineReason;

use super::Arrival;
use super::quarantine::QuarantineList;
use crate::database::{DatabaseError, DbTransaction};
use crate::feed::ChangedEntity;
use crate::table::stores;
use protocol::receive::{Quarantine, VerifiedEntry};

/// Applies changes of settings: each counts, the last one stays.
pub(super) async fn project(
    transaction: &DbTransaction,
    arrival: &Arrival<'_>,
    edits: &[(&VerifiedEntry, &StoreChanged)],
    quarantine: &mut QuarantineList,
) -> Result<Option<ChangedEntity>, DatabaseError> {
    let mut last = None;
    let mut changes = 0_i64;
    for (entry, body) in edits {
        if can_be_stored(body) {
            changes += 1;
            last = Some((entry, &body.settings));
        } else {
            let detail = "a text of the settings holds the character U+0000";
            let reason = QuarantineReason::BodyInvalid;
            quarantine.add(entry, Quarantine::held(reason, detail));
        }
    }
    let Some((entry, settings)) = last else {
        return Ok(None);
    };
    stores::write_settings(transaction, arrival.store_id, settings, changes).await?;
    Ok(Some(ChangedEntity {
        entity: EntityKind::Store,
        id: arrival.store_id,
        origin: Some(arrival.origin(entry)),
    }))
}

/// PostgreSQL cannot store U+0000 in a text. An entry that cannot be stored would come back with
/// every push and stop the log.
fn can_be_stored(body: &StoreChanged) -> bool {
    serde_json::to_string(&body.settings).is_ok_and(|json| !json.contains("\\u0000"))
}
