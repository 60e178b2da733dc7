//! A push as it was sent: read, and within its limits. Nothing of it is verified yet.

use domain::entry::hex::from_hex;
use domain::entry::{Entry, SignedHead};
use protocol::{Profile, PushRequest, RefusalCode};
use uuid::Uuid;

use crate::config::Limits;
use crate::http::{Authenticated, Fault, check_protocol};

/// The most people whose names and PINs come with one push.
const PROFILES_MAX: usize = 1_000;

/// The longest code of a kind, in bytes.
const KIND_MAX: usize = 64;

/// A token that says which copy of a register speaks.
pub(super) type Ratchet = [u8; 16];

/// Entries without a gap, and what came with them.
pub(super) struct Batch {
    pub(super) epoch: Uuid,
    pub(super) ratchet: Ratchet,
    pub(super) acknowledged: Option<SignedHead>,
    pub(super) first_seq: u64,
    pub(super) entries: Vec<Entry>,
    pub(super) profiles: Vec<Profile>,
}

impl Batch {
    /// Reads a body that this register sent.
    pub(super) fn read(body: &[u8], who: &Authenticated, limits: &Limits) -> Result<Self, Fault> {
        let request: PushRequest = serde_json::from_slice(body).map_err(malformed)?;
        check_protocol(request.protocol)?;
        check_weight(&request, limits)?;
        let ratchet = from_hex(&request.ratchet).map_err(malformed)?;
        let mut entries = Vec::with_capacity(request.entries.len());
        for (seq, exported) in (request.first_seq..).zip(request.entries) {
            let entry = exported.into_entry().map_err(malformed)?;
            if entry.header.seq != seq || seq == 0 {
                return Err(malformed("the entries are not numbered from first_seq on"));
            }
            let kind = entry.header.kind.as_str();
            if kind.is_empty()
                || kind.len() > KIND_MAX
                || !kind.bytes().all(|b| b.is_ascii_graphic())
            {
                return Err(malformed("an entry's kind is no code"));
            }
            entries.push(entry);
        }
        Ok(Self {
            epoch: request.epoch,
            ratchet,
            // Another register's head says nothing about this one.
            acknowledged: request.acknowledged.filter(|head| {
                head.organization_id == who.organization_id && head.register_id == who.register_id
            }),
            first_seq: request.first_seq,
            entries,
            profiles: request.profiles,
        })
    }

    /// The seq of the last entry; the one before the first where there is none.
    pub(super) fn last_seq(&self) -> u64 {
        let before = self.first_seq.saturating_sub(1);
        self.entries.last().map_or(before, |entry| entry.header.seq)
    }
}

fn check_weight(request: &PushRequest, limits: &Limits) -> Result<(), Fault> {
    let too_large =
        |what: std::fmt::Arguments<'_>| Err(Fault::refused(RefusalCode::TooLarge, what));
    if request.entries.len() > limits.push_entries {
        return too_large(format_args!(
            "a push has at most {} entries",
            limits.push_entries
        ));
    }
    let bodies: usize = request.entries.iter().map(|entry| entry.body.len()).sum();
    if bodies > limits.push_body_bytes && request.entries.len() > 1 {
        return too_large(format_args!(
            "the bodies of a push have at most {} bytes",
            limits.push_body_bytes
        ));
    }
    if request.profiles.len() > PROFILES_MAX {
        return too_large(format_args!("a push has at most {PROFILES_MAX} profiles"));
    }
    // PostgreSQL counts to 2^63.
    if i64::try_from(request.first_seq).is_err() {
        return Err(malformed("first_seq is out of range"));
    }
    Ok(())
}

fn malformed(what: impl std::fmt::Display) -> Fault {
    Fault::refused(RefusalCode::Malformed, what)
}
