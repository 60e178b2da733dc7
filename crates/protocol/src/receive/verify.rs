//! Checks that new entries are what their register wrote, in its order, and reads them.

use crate::QuarantineReason;
use domain::entry::BodyError;
use domain::entry::{Entry, EntryBody, EntryError, EntryKind, Hash, Head};
use domain::posting::postings;
use uuid::Uuid;

use super::quarantine::Quarantine;
use super::rejection::{LogOwner, PushRejection, TamperError};
use super::storable::check_storable;

/// A new entry, verified and read.
#[derive(Debug)]
pub struct VerifiedEntry {
    pub seq: u64,
    pub entry_id: Uuid,
    /// Milliseconds since 1970-01-01 UTC by the register's clock.
    pub recorded_at_ms: i64,
    /// SHA-256 of kind, version and body.
    pub digest: Hash,
    /// The body, or why the entry is in quarantine.
    pub body: Result<EntryBody, Quarantine>,
}

/// Verifies the entries after a head, and reads them.
pub fn verify(
    entries: &[Entry],
    from: usize,
    head: Head,
    owner: &LogOwner,
) -> Result<Vec<VerifiedEntry>, PushRejection> {
    let mut expected = head;
    let mut verified = Vec::with_capacity(entries.len().saturating_sub(from));
    for (at, entry) in entries.iter().enumerate().skip(from) {
        expected = entry.verify(&expected, &owner.key).map_err(|error| {
            if at == from && continues_another(entry, error, owner) {
                let stored = (head.seq > 0).then_some(head.hash);
                return PushRejection::Fork { at, stored };
            }
            let error = TamperError::Entry(error);
            PushRejection::Tamper { at, error }
        })?;
        let read = read_entry(entry);
        if entry.header.seq == 1 && !opens(&read, owner) {
            let error = TamperError::Opening;
            return Err(PushRejection::Tamper { at, error });
        }
        verified.push(read);
    }
    Ok(verified)
}

/// Whether an entry that does not link to the head is still the register's own: then a copy of the
/// register wrote it, and it is not forged.
fn continues_another(entry: &Entry, error: EntryError, owner: &LogOwner) -> bool {
    error == EntryError::LinkBroken
        && entry.header.hash(&entry.body) == entry.hash
        && owner.key.verifies(&entry.hash, &entry.signature)
}

fn opens(entry: &VerifiedEntry, owner: &LogOwner) -> bool {
    matches!(&entry.body, Ok(EntryBody::RegisterOpened(opened)) if opened.public_key == owner.key)
}

/// Reads an entry that is verified.
pub fn read_entry(entry: &Entry) -> VerifiedEntry {
    let header = &entry.header;
    VerifiedEntry {
        seq: header.seq,
        entry_id: header.entry_id,
        recorded_at_ms: header.recorded_at_ms,
        digest: Hash::of_parts(
            b"kasapro-document/1",
            &[
                header.kind.as_str().as_bytes(),
                &header.version.to_be_bytes(),
                &entry.body,
            ],
        ),
        body: decode(entry),
    }
}

/// The body of an entry, if it can be read and its amounts add up.
fn decode(entry: &Entry) -> Result<EntryBody, Quarantine> {
    let header = &entry.header;
    let body = EntryBody::decode(&header.kind, header.version, &entry.body)
        .map_err(|error| Quarantine::held(reason(&error), error))?;
    if let EntryBody::Unknown { kind, version, .. } = &body {
        let detail = format_args!("{kind}, version {version}, is of a newer program");
        return Err(Quarantine::held(QuarantineReason::UnknownKind, detail));
    }
    if header.kind == EntryKind::RegisterOpened && header.seq != 1 {
        let detail = "register_opened stands inside an epoch";
        return Err(Quarantine::held(QuarantineReason::BodyInvalid, detail));
    }
    postings(&body)
        .map_err(|error| Quarantine::held(QuarantineReason::MoneyDoesNotAddUp, error))?;
    check_storable(&entry.body, &body)
        .map_err(|error| Quarantine::held(QuarantineReason::BodyInvalid, error))?;
    Ok(body)
}

fn reason(error: &BodyError) -> QuarantineReason {
    match error {
        BodyError::Transaction(_) | BodyError::Shift(_) => QuarantineReason::MoneyDoesNotAddUp,
        BodyError::Json { .. }
        | BodyError::NothingChanged
        | BodyError::TooManyProducts { .. }
        | BodyError::ProductsTooLarge { .. }
        | BodyError::AmountMustBePositive
        | BodyError::NoteShape
        | BodyError::Store(_)
        | BodyError::Catalog(_) => QuarantineReason::BodyInvalid,
    }
}
