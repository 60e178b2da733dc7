//! What shipping the log needs: the ledger, the key, the clock. No screen and no shop: a register that
//! joins has none yet.

use std::path::PathBuf;
use std::sync::Arc;

use domain::entry::{EntryBody, Head, PublicKey, SigningKey};
use ledger::{EpochRow, Ledger, Now, SyncRow};
use sync_client::{Client, Identity, ServerAddress};
use sync_engine::{AttentionCode, EpochSpan, Local, Standing};

use super::mark::Mark;
use crate::error::{AppError, SyncError};
use crate::source::{Clock, Ids};

/// The file that a snapshot is fetched into, in the data folder.
const SNAPSHOT_FILE: &str = "snapshot.part";

/// One register's ledger on its way to a server.
pub(crate) struct Line {
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) key: Arc<SigningKey>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn Ids>,
    pub(crate) data_dir: PathBuf,
    pub(crate) mark: Mark,
}

impl Line {
    /// The register's clock, milliseconds since 1970-01-01 UTC.
    pub(crate) fn utc_ms(&self) -> i64 {
        self.clock.read().utc_ms
    }

    /// The moment of an entry that the sync itself writes.
    pub(crate) fn now(&self) -> Now {
        let time = self.clock.read();
        Now {
            recorded_at_ms: time.utc_ms,
            utc_offset_minutes: time.utc_offset_minutes,
            suspect: false,
        }
    }

    pub(crate) fn snapshot_file(&self) -> PathBuf {
        self.data_dir.join(SNAPSHOT_FILE)
    }

    /// A client of the server that the ledger names.
    pub(super) fn client(&self) -> Result<Client, AppError> {
        let row = self.ledger.sync_state()?;
        let enrolment = row.enrolment.ok_or(SyncError::NotEnrolled)?;
        let address = ServerAddress::parse(&enrolment.server_url).map_err(SyncError::from)?;
        self.client_of(address)
    }

    pub(super) fn client_of(&self, address: ServerAddress) -> Result<Client, AppError> {
        let identity = self.ledger.identity();
        let identity = Identity {
            organization_id: identity.organization_id,
            register_id: identity.register_id,
            key: Arc::clone(&self.key),
        };
        Ok(Client::new(address, identity).map_err(SyncError::from)?)
    }

    /// What an engine starts from.
    pub(super) fn standing(&self) -> Result<Standing, AppError> {
        let row = self.ledger.sync_state()?;
        let (Some(enrolment), Some(ratchet)) = (row.enrolment.clone(), row.ratchet.clone()) else {
            return Err(SyncError::NotEnrolled.into());
        };
        let identity = self.ledger.identity();
        let server_public_key = PublicKey::from_hex(&enrolment.server_public_key)
            .map_err(|_| SyncError::ServerChanged)?;
        Ok(Standing {
            organization_id: identity.organization_id,
            register_id: identity.register_id,
            server_public_key,
            ratchet,
            epochs: self.epochs()?,
            profiles_waiting: self.profiles_waiting()?,
            feed_epoch: enrolment.feed_epoch,
            feed_cursor: row.feed_cursor,
            server_time_ms: self
                .utc_ms()
                .saturating_add(row.server_offset_ms.unwrap_or(0)),
            attention: attention(&row).into_iter().collect(),
            acknowledged: row.acknowledged,
            confirmed_seq: row.confirmed_seq,
        })
    }

    /// The log's head, and whether names or PINs wait.
    pub(super) fn local(&self) -> Result<Local, AppError> {
        Ok(Local {
            head: self.ledger.head()?,
            profiles_waiting: self.profiles_waiting()?,
        })
    }

    pub(super) fn profiles_waiting(&self) -> Result<bool, AppError> {
        Ok(!self.ledger.pending_profiles()?.is_empty())
    }

    /// The epochs of the ledger with what each of them continues.
    pub(super) fn epochs(&self) -> Result<Vec<EpochSpan>, AppError> {
        let epochs = self.ledger.epochs()?;
        epochs.iter().map(|epoch| self.span(epoch)).collect()
    }

    fn span(&self, row: &EpochRow) -> Result<EpochSpan, AppError> {
        let first = self.ledger.push_batch(row.epoch, 1, 1, 0)?;
        let mut previous = None;
        if let Some(entry) = first.first() {
            let header = &entry.header;
            let body = EntryBody::decode(&header.kind, header.version, &entry.body)?;
            if let EntryBody::RegisterOpened(opened) = body {
                previous = opened.previous.map(|before| Head {
                    epoch: before.epoch,
                    seq: before.seq,
                    hash: before.hash,
                });
            }
        }
        Ok(EpochSpan {
            epoch: row.epoch,
            last_seq: row.last_seq,
            previous,
        })
    }
}

/// What still waits for a person, from an earlier run.
pub(super) fn attention(row: &SyncRow) -> Option<AttentionCode> {
    row.attention.as_deref().and_then(AttentionCode::from_code)
}
