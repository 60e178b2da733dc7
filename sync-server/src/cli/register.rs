//! `register revoke` and `alarms`: what the server's own people do about registers.

use uuid::Uuid;

use super::error::CommandError;
use crate::catalog::{Entity, Touched, publish};
use crate::database::{Database, DatabaseError, DbTransaction, Durability, retrying};

/// Revokes a register: what it still sends is stored and stands aside, and it learns nothing any more.
pub(super) async fn revoke(
    database: &Database,
    organization_id: Uuid,
    register_id: Uuid,
) -> Result<Vec<String>, CommandError> {
    let revoked = retrying(|| async {
        let transaction = database.begin(organization_id, Durability::OnDisk).await?;
        let revoked = revoke_in(&transaction, register_id).await?;
        transaction.commit().await?;
        Ok::<_, DatabaseError>(revoked)
    })
    .await?;
    let Some(revoked) = revoked else {
        is_known(database, organization_id).await?;
        return Err(CommandError::NoRegister {
            organization_id,
            register_id,
        });
    };
    let name = revoked.name;
    Ok(vec![if revoked.now {
        format!("{name} is revoked; every server knows it within half a minute")
    } else {
        format!("{name} was revoked before")
    }])
}

/// A register that is revoked by now.
struct Revoked {
    name: String,
    now: bool,
}

async fn revoke_in(
    transaction: &DbTransaction,
    register_id: Uuid,
) -> Result<Option<Revoked>, DatabaseError> {
    const HOLD: &str = "select name, status = 'active' from registers \
                        where organization_id = $1 and register_id = $2 for no key update";
    const REVOKE: &str = "update registers set status = 'revoked', revoked_at = now(), updated_at = now() \
                          where organization_id = $1 and register_id = $2";
    let organization_id = transaction.organization_id();
    let place: [&(dyn tokio_postgres::types::ToSql + Sync); 2] = [&organization_id, &register_id];
    let Some(row) = transaction.query_opt(HOLD, &place).await? else {
        return Ok(None);
    };
    let revoked = Revoked {
        name: row.try_get(0)?,
        now: row.try_get(1)?,
    };
    if revoked.now {
        transaction.execute(REVOKE, &place).await?;
        let touched = Touched {
            entity: Entity::Register,
            id: register_id,
            origin: None,
        };
        publish(transaction, &[touched]).await?;
    }
    Ok(Some(revoked))
}

/// What a person should look at: alarms, the newest first, then how many entries stand aside and why.
pub(super) async fn alarms(
    database: &Database,
    organization_id: Uuid,
) -> Result<Vec<String>, CommandError> {
    const ALARMS: &str = "select to_char(a.updated_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC  ' \
             || a.kind || '  register ' || a.register_id || coalesce('  ' || r.name, '') \
             || '  epoch ' || a.epoch || '  times ' || a.times || '  ' || a.detail \
         from alarms a left join registers r \
           on r.organization_id = a.organization_id and r.register_id = a.register_id \
         where a.organization_id = $1 and a.dismissed_at is null \
         order by a.updated_at desc, a.register_id, a.epoch, a.kind";
    const ASIDE: &str = "select reason || case when projected then ', counted all the same: ' else ', not counted: ' end \
             || count(*) from quarantine where organization_id = $1 \
         group by reason, projected order by reason, projected";
    is_known(database, organization_id).await?;
    let transaction = database
        .begin(organization_id, Durability::Snapshot)
        .await?;
    let alarms = transaction.query(ALARMS, &[&organization_id]).await?;
    let aside = transaction.query(ASIDE, &[&organization_id]).await?;
    transaction.rollback().await?;
    let mut lines = Vec::with_capacity(alarms.len() + aside.len() + 2);
    for (rows, title, none) in [
        (alarms, "alarms:", "no alarms"),
        (aside, "entries that stand aside:", "no entry stands aside"),
    ] {
        lines.push(if rows.is_empty() { none } else { title }.to_owned());
        for row in rows {
            let line: &str = row.try_get(0).map_err(DatabaseError::from)?;
            // A register's name may hold anything: one row stays one line, and moves no cursor.
            let plain = line.chars().filter(|letter| !letter.is_control());
            lines.push(format!("  {}", plain.collect::<String>()));
        }
    }
    Ok(lines)
}

/// Whether there is such an organization.
async fn is_known(database: &Database, organization_id: Uuid) -> Result<(), CommandError> {
    let transaction = database
        .begin(organization_id, Durability::Snapshot)
        .await?;
    let found = transaction
        .query_opt(
            "select 1 from organizations where organization_id = $1",
            &[&organization_id],
        )
        .await?;
    transaction.rollback().await?;
    found
        .map(|_| ())
        .ok_or(CommandError::NoOrganization { organization_id })
}
