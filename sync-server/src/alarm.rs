//! Raises alarms for the administrator.

use domain::Code as _;
use uuid::Uuid;

use crate::database::{DatabaseError, DbTransaction};
use crate::table::alarms::{self, AlarmRow};
use protocol::receive::PushAlarm;

/// Stores alarms about one epoch of a register, and writes them to the log.
pub(crate) async fn raise(
    transaction: &DbTransaction,
    register_id: Uuid,
    epoch: Uuid,
    raised: &[PushAlarm],
) -> Result<(), DatabaseError> {
    for PushAlarm { kind, detail } in raised {
        let (alarm, organization_id) = (kind.as_str(), transaction.organization_id());
        tracing::warn!(alarm, %organization_id, %register_id, %epoch, detail, "alarm");
        let row = AlarmRow {
            register_id,
            epoch,
            kind: alarm,
            detail,
        };
        alarms::raise(transaction, &row).await?;
    }
    Ok(())
}
