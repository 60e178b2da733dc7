//! What a driver works on: the ledger, the key and the host. A register that is still joining has a
//! context, although it has no shop yet.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::Code as _;
use domain::entry::{PublicKey, SigningKey};
use ledger::{EpochRow, Ledger, Now, SyncRow};
use sync_client::{Client, ClientIdentity, ServerAddress};
use sync_engine::{AttentionCode, EpochSpan, LocalState, ResumeState};

use crate::error::{DriverError, SyncError};
use crate::host::SyncHost;

/// The file that a snapshot is fetched into, in the data folder.
const SNAPSHOT_FILE: &str = "snapshot.part";

/// The ledger of one register, with everything that syncing it needs.
pub struct SyncContext {
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) key: Arc<SigningKey>,
    pub(crate) host: Arc<dyn SyncHost>,
    pub(crate) snapshot_file: PathBuf,
}

impl SyncContext {
    /// A context for a ledger whose entries and requests are signed with `key`. A snapshot is
    /// fetched into `data_dir`.
    pub fn new(
        ledger: Arc<Ledger>,
        key: Arc<SigningKey>,
        host: Arc<dyn SyncHost>,
        data_dir: &Path,
    ) -> Self {
        Self {
            ledger,
            key,
            host,
            snapshot_file: data_dir.join(SNAPSHOT_FILE),
        }
    }

    /// A client of the server that the ledger is enrolled at.
    pub(crate) fn client(&self) -> Result<Client, DriverError> {
        let row = self.ledger.sync_state()?;
        let enrolment = row.enrolment.ok_or(SyncError::NotEnrolled)?;
        let address = ServerAddress::parse(&enrolment.server_url).map_err(SyncError::from)?;
        let identity = self.ledger.identity();
        let identity = ClientIdentity {
            organization_id: identity.organization_id,
            register_id: identity.register_id,
            key: Arc::clone(&self.key),
        };
        Ok(Client::new(address, identity).map_err(SyncError::from)?)
    }

    /// The register's clock, milliseconds since 1970-01-01 UTC.
    pub(crate) fn utc_ms(&self) -> i64 {
        self.now().recorded_at_ms
    }

    pub(crate) fn now(&self) -> Now {
        self.host.now()
    }

    /// The estimate of the server's clock, by the register's clock and the stored offset.
    pub(crate) fn server_ms(&self, row: &SyncRow) -> i64 {
        self.utc_ms()
            .saturating_add(row.server_offset_ms.unwrap_or(0))
    }

    /// The state that an engine resumes from.
    pub(crate) fn resume_state(&self) -> Result<ResumeState, DriverError> {
        let row = self.ledger.sync_state()?;
        let (Some(enrolment), Some(ratchet)) = (row.enrolment.clone(), row.ratchet.clone()) else {
            return Err(SyncError::NotEnrolled.into());
        };
        let identity = self.ledger.identity();
        let server_public_key = PublicKey::from_hex(&enrolment.server_public_key)
            .map_err(|_| SyncError::ServerChanged)?;
        Ok(ResumeState {
            organization_id: identity.organization_id,
            register_id: identity.register_id,
            server_public_key,
            ratchet,
            epochs: self.epochs()?,
            profiles_pending: self.profiles_pending()?,
            feed_epoch: enrolment.feed_epoch,
            feed_cursor: row.feed_cursor,
            server_time_ms: self.server_ms(&row),
            attention: stored_attention(&row).into_iter().collect(),
            acknowledged: row.acknowledged,
            confirmed_seq: row.confirmed_seq,
        })
    }

    /// The head of the log, and whether names or PINs are pending.
    pub(crate) fn local_state(&self) -> Result<LocalState, DriverError> {
        Ok(LocalState {
            head: self.ledger.head()?,
            profiles_pending: self.profiles_pending()?,
        })
    }

    pub(crate) fn profiles_pending(&self) -> Result<bool, DriverError> {
        Ok(!self.ledger.pending_profiles()?.is_empty())
    }

    /// The epochs of the ledger, each with the head that it continues.
    pub(crate) fn epochs(&self) -> Result<Vec<EpochSpan>, DriverError> {
        Ok(self.ledger.epochs()?.iter().map(span).collect())
    }
}

const fn span(row: &EpochRow) -> EpochSpan {
    EpochSpan {
        epoch: row.epoch,
        last_seq: row.last_seq,
        previous: row.previous,
    }
}

/// The notice of an earlier run that a person has not dismissed.
pub fn stored_attention(row: &SyncRow) -> Option<AttentionCode> {
    row.attention.as_deref().and_then(AttentionCode::from_code)
}
