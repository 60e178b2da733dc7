//! What a person should look at, and the evidence for it.

use domain::entry::{Entry, ExportedEntry, Hash};
use uuid::Uuid;

use super::standing::signed;
use crate::database::{Database, DatabaseError, DbTransaction, Durability};

/// The most pieces of evidence that are kept of one register.
const EVIDENCE_MAX: i64 = 10_000;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AlarmKind {
    /// Two histories of one register.
    Fork,
    /// An entry that the register did not write, or not so.
    Tamper,
    /// A copy of the register speaks.
    Ratchet,
    /// A register begins again after it was restored or cloned.
    EpochContinued,
    /// A new epoch that continues a head nobody here knows, or none.
    EpochUnknownHead,
    /// One id, two documents.
    DocumentDiffers,
    /// This server came back from an older backup, and its registers fill it up.
    ServerOlder,
}

impl AlarmKind {
    const fn code(self) -> &'static str {
        match self {
            Self::Fork => "fork",
            Self::Tamper => "tamper",
            Self::Ratchet => "ratchet",
            Self::EpochContinued => "epoch_continued",
            Self::EpochUnknownHead => "epoch_unknown_head",
            Self::DocumentDiffers => "document_differs",
            Self::ServerOlder => "server_older",
        }
    }
}

/// An alarm about a register's epoch.
#[derive(Debug, Clone)]
pub(super) struct Alarm {
    pub(super) kind: AlarmKind,
    pub(super) register_id: Uuid,
    pub(super) epoch: Uuid,
    /// In words.
    pub(super) detail: String,
}

/// Raises alarms, inside a database transaction. One that is there already counts one more.
pub(super) async fn raise(
    transaction: &DbTransaction,
    alarms: &[Alarm],
) -> Result<(), DatabaseError> {
    const RAISE: &str = "insert into alarms (organization_id, register_id, epoch, kind, detail) \
         values ($1, $2, $3, $4, $5) \
         on conflict (organization_id, register_id, epoch, kind) do update \
         set times = alarms.times + 1, detail = excluded.detail, updated_at = now(), dismissed_at = null";
    for alarm in alarms {
        let organization_id = transaction.organization_id();
        let kind = alarm.kind.code();
        let Alarm {
            register_id,
            epoch,
            detail,
            ..
        } = alarm;
        tracing::warn!(alarm = kind, %organization_id, %register_id, %epoch, detail, "alarm");
        transaction
            .execute(
                RAISE,
                &[&organization_id, register_id, epoch, &kind, detail],
            )
            .await?;
    }
    Ok(())
}

/// Keeps what was refused, and raises the alarm, in a database transaction of its own.
pub(super) async fn keep(
    database: &Database,
    organization_id: Uuid,
    alarm: &Alarm,
    refused: &[Entry],
    stored: Option<Hash>,
) -> Result<(), DatabaseError> {
    let transaction = database.begin(organization_id, Durability::OnDisk).await?;
    if !refused.is_empty() {
        keep_entries(&transaction, alarm, refused, stored).await?;
    }
    raise(&transaction, std::slice::from_ref(alarm)).await?;
    transaction.commit().await
}

async fn keep_entries(
    transaction: &DbTransaction,
    alarm: &Alarm,
    refused: &[Entry],
    stored: Option<Hash>,
) -> Result<(), DatabaseError> {
    const KEEP: &str = "insert into fork_evidence \
         (organization_id, register_id, epoch, seq, kind, detail, stored_hash, digest, sent) \
         select $1, $2, $3, u.seq, $4, $5, $6, u.digest, u.sent \
         from unnest($7::bigint[], $8::bytea[], $9::bytea[]) u (seq, digest, sent) \
         where (select count(*) from fork_evidence where organization_id = $1 and register_id = $2) < $10 \
         on conflict do nothing";
    let mut sent = Vec::with_capacity(refused.len());
    let mut digests = Vec::with_capacity(refused.len());
    let mut seqs = Vec::with_capacity(refused.len());
    for entry in refused {
        // Every entry came as text and can be written as text.
        let line = ExportedEntry::to_line(entry).map_err(|_| DatabaseError::OutOfRange {
            what: "an entry's body",
        })?;
        digests.push(
            Hash::of_parts(b"kasapro-evidence/1", &[line.as_bytes()])
                .0
                .to_vec(),
        );
        sent.push(line.into_bytes());
        seqs.push(signed(entry.header.seq)?);
    }
    let stored = stored.map(|hash| hash.0.to_vec());
    transaction
        .execute(
            KEEP,
            &[
                &transaction.organization_id(),
                &alarm.register_id,
                &alarm.epoch,
                &alarm.kind.code(),
                &alarm.detail,
                &stored,
                &seqs,
                &digests,
                &sent,
                &EVIDENCE_MAX,
            ],
        )
        .await?;
    Ok(())
}
