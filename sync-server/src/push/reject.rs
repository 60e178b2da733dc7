//! Refuses a push: none of it is applied. The sent entries are kept as evidence, and an alarm is
//! raised.

use domain::Code as _;
use domain::entry::{Entry, ExportedEntry, Hash};
use protocol::RefusalCode;

use super::Push;
use crate::alarm;
use crate::database::{DatabaseError, Durability};
use crate::http::ApiError;
use crate::table::fork_evidence::{self, EvidenceEntry, EvidenceRows};
use protocol::receive::{PushAlarm, PushAlarmKind, PushRejection, StoredState};

/// The evidence that is kept of a refused push.
struct Evidence<'a> {
    entries: &'a [Entry],
    stored: Option<Hash>,
}

impl Push<'_> {
    /// Refuses the push; returns the refusal once evidence and alarm are stored.
    pub(super) async fn reject(
        &self,
        stored: &StoredState,
        rejection: PushRejection,
    ) -> Result<ApiError, DatabaseError> {
        let head = self.signed_head(stored);
        let entries_from = |at: usize| self.batch.entries.get(at..).unwrap_or(&[]);
        let (code, kind, detail, evidence) = match rejection {
            PushRejection::Fork { at, stored } => {
                let at_seq = u64::try_from(at).unwrap_or(u64::MAX);
                let seq = self.batch.first_seq.saturating_add(at_seq);
                let detail = format!("another history of this register is stored up to seq {seq}");
                let entries = entries_from(at);
                let evidence = Evidence { entries, stored };
                (RefusalCode::Fork, PushAlarmKind::Fork, detail, evidence)
            }
            PushRejection::Tamper { at, error } => {
                let detail = format!("entry {at} of the push: {error}");
                let entries = entries_from(at);
                let evidence = Evidence {
                    entries,
                    stored: None,
                };
                (RefusalCode::Tamper, PushAlarmKind::Tamper, detail, evidence)
            }
            PushRejection::Ratchet => {
                let detail = "the token belongs to another copy of this register".to_owned();
                if self.batch.entries.is_empty() {
                    // This may be the register's own request after minutes of delay. A copy would
                    // open a new epoch next.
                    return Ok(ApiError::with_head(RefusalCode::Ratchet, detail, head));
                }
                let evidence = Evidence {
                    entries: &[],
                    stored: None,
                };
                (
                    RefusalCode::Ratchet,
                    PushAlarmKind::Ratchet,
                    detail,
                    evidence,
                )
            }
            PushRejection::Gap => {
                let next = head.seq.saturating_add(1);
                let message = format_args!("the next entry is {next}");
                return Ok(ApiError::with_head(RefusalCode::Gap, message, head));
            }
        };
        let alarm = PushAlarm { kind, detail };
        self.keep(&alarm, &evidence).await?;
        Ok(ApiError::with_head(code, alarm.detail, head))
    }

    /// Stores evidence and alarm in a separate database transaction.
    async fn keep(&self, alarm: &PushAlarm, evidence: &Evidence<'_>) -> Result<(), DatabaseError> {
        let (register_id, epoch) = (self.register.register_id, self.batch.epoch);
        let transaction = self
            .app
            .database
            .begin(self.register.organization_id, Durability::OnDisk)
            .await?;
        let entries: Vec<EvidenceEntry> = evidence
            .entries
            .iter()
            .map(evidence_entry)
            .collect::<Result<_, _>>()?;
        if !entries.is_empty() {
            let rows = EvidenceRows {
                register_id,
                epoch,
                kind: alarm.kind.as_str(),
                detail: &alarm.detail,
                stored_hash: evidence.stored.as_ref().map(|hash| hash.0.as_slice()),
                entries: &entries,
            };
            fork_evidence::insert(&transaction, &rows).await?;
        }
        alarm::raise(
            &transaction,
            register_id,
            epoch,
            std::slice::from_ref(alarm),
        )
        .await?;
        transaction.commit().await
    }
}

fn evidence_entry(entry: &Entry) -> Result<EvidenceEntry, DatabaseError> {
    // Every entry arrived as text, so it can be written as text.
    let line = ExportedEntry::to_line(entry).map_err(|_| DatabaseError::OutOfRange {
        what: "an entry's body",
    })?;
    let digest = Hash::of_parts(b"kasapro-evidence/1", &[line.as_bytes()]);
    Ok(EvidenceEntry {
        seq: i64::try_from(entry.header.seq).unwrap_or(i64::MAX),
        digest: digest.0.to_vec(),
        line: line.into_bytes(),
    })
}
