//! Reads a push: its format and its limits.

use domain::entry::Entry;
use domain::hex::from_hex;
use protocol::receive::PushBatch;
use protocol::{PushRequest, RefusalCode};

use crate::auth::AuthenticatedRegister;
use crate::config::Limits;
use crate::http::ApiError;

/// The most people whose names and PINs come with one push.
const PROFILES_MAX: usize = 1_000;

/// The longest code of a kind, in bytes.
const KIND_MAX_BYTES: usize = 64;

/// Reads the body of a push that this register sent.
pub(crate) fn read_batch(
    body: &[u8],
    register: &AuthenticatedRegister,
    limits: &Limits,
) -> Result<PushBatch, ApiError> {
    let request: PushRequest = serde_json::from_slice(body).map_err(malformed)?;
    limits.protocols.check(request.protocol)?;
    check_limits(&request, limits)?;
    let mut entries = Vec::with_capacity(request.entries.len());
    for (seq, exported) in (request.first_seq..).zip(request.entries) {
        let entry = exported.into_entry().map_err(malformed)?;
        check_header(&entry, seq)?;
        entries.push(entry);
    }
    Ok(PushBatch {
        epoch: request.epoch,
        ratchet: from_hex(&request.ratchet).map_err(malformed)?,
        // The head of another register is no proof for this one.
        acknowledged: request.acknowledged.filter(|head| {
            head.organization_id == register.organization_id
                && head.register_id == register.register_id
        }),
        first_seq: request.first_seq,
        opening: PushBatch::opening_of(&entries),
        entries,
        profiles: request.profiles,
    })
}

fn check_header(entry: &Entry, seq: u64) -> Result<(), ApiError> {
    if entry.header.seq != seq || seq == 0 {
        return Err(malformed("the entries are not numbered from first_seq on"));
    }
    let kind = entry.header.kind.as_str();
    let is_code = !kind.is_empty()
        && kind.len() <= KIND_MAX_BYTES
        && kind.bytes().all(|letter| letter.is_ascii_graphic());
    if is_code {
        Ok(())
    } else {
        Err(malformed("the kind of an entry is not a code"))
    }
}

fn check_limits(request: &PushRequest, limits: &Limits) -> Result<(), ApiError> {
    let too_large =
        |what: std::fmt::Arguments<'_>| Err(ApiError::refused(RefusalCode::TooLarge, what));
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
    let entries = u64::try_from(request.entries.len()).unwrap_or(u64::MAX);
    if i64::try_from(request.first_seq.saturating_add(entries)).is_err() {
        return Err(malformed("first_seq is out of range"));
    }
    Ok(())
}

fn malformed(what: impl std::fmt::Display) -> ApiError {
    ApiError::refused(RefusalCode::Malformed, what)
}
