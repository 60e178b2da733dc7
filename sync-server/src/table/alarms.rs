//! `alarms`: alarms for the administrator, one row per register, epoch and kind.

use uuid::Uuid;

use crate::database::{DatabaseError, DbTransaction};

/// A row of `alarms`.
pub(crate) struct AlarmRow<'a> {
    pub(crate) register_id: Uuid,
    pub(crate) epoch: Uuid,
    pub(crate) kind: &'static str,
    pub(crate) detail: &'a str,
}

/// Stores an alarm. A repeated one is counted and shown again.
pub(crate) async fn raise(
    transaction: &DbTransaction,
    alarm: &AlarmRow<'_>,
) -> Result<(), DatabaseError> {
    const RAISE: &str = "insert into alarms (organization_id, register_id, epoch, kind, detail) \
         values ($1, $2, $3, $4, $5) \
         on conflict (organization_id, register_id, epoch, kind) do update \
         set times = alarms.times + 1, detail = excluded.detail, updated_at = now(), \
             dismissed_at = null";
    transaction
        .execute(
            RAISE,
            &[
                &transaction.organization_id(),
                &alarm.register_id,
                &alarm.epoch,
                &alarm.kind,
                &alarm.detail,
            ],
        )
        .await?;
    Ok(())
}

/// A line for each alarm that was not dismissed, newest first.
pub(crate) async fn lines(transaction: &DbTransaction) -> Result<Vec<String>, DatabaseError> {
    const LINES: &str = "select to_char(a.updated_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') \
             || ' UTC  ' || a.kind || '  register ' || a.register_id || coalesce('  ' || r.name, '') \
             || '  epoch ' || a.epoch || '  times ' || a.times || '  ' || a.detail as line \
         from alarms a left join registers r \
           on r.organization_id = a.organization_id and r.register_id = a.register_id \
         where a.organization_id = $1 and a.dismissed_at is null \
         order by a.updated_at desc, a.register_id, a.epoch, a.kind";
    let rows = transaction
        .query(LINES, &[&transaction.organization_id()])
        .await?;
    rows.iter().map(|row| Ok(row.try_get("line")?)).collect()
}
