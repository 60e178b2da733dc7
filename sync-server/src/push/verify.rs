//! Whether new entries are what their register wrote, in the order in which it wrote them; and what they say.

use domain::entry::body::BodyError;
use domain::entry::{Entry, EntryBody, EntryError, EntryKind, Hash, Head, PublicKey};
use domain::posting::postings;
use protocol::QuarantineReason;
use uuid::Uuid;

use super::aside::Aside;
use super::fits::fits;

/// A new entry, verified and read.
pub(super) struct Document {
    /// Its place in the batch.
    pub(super) at: usize,
    /// Its seq.
    pub(super) seq: u64,
    /// Its id.
    pub(super) entry_id: Uuid,
    /// When, by the register's clock.
    pub(super) recorded_at_ms: i64,
    /// SHA-256 of kind, version and body.
    pub(super) digest: Hash,
    /// What it says, or why it stands aside.
    pub(super) body: Result<EntryBody, Aside>,
}

/// Why a batch is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Broken {
    /// The register's own signature under another history: a copy of it.
    #[error("the entry follows another one than the head")]
    FollowsAnother,
    /// It is not what the register wrote.
    #[error(transparent)]
    Entry(EntryError),
    /// It belongs to somebody else's log.
    #[error("the entry belongs to another register, organization or epoch")]
    Foreign,
    /// An epoch begins with its opening, which names the register's key.
    #[error("the epoch does not begin with an opening that names the register's key")]
    Opening,
}

/// Whose log it has to be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner {
    pub(super) organization_id: Uuid,
    pub(super) register_id: Uuid,
    pub(super) key: PublicKey,
}

/// Checks that every entry belongs to this register's log.
pub(super) fn check_owner(
    entries: &[Entry],
    epoch: Uuid,
    owner: &Owner,
) -> Result<(), (usize, Broken)> {
    let is_foreign = |entry: &Entry| {
        let header = &entry.header;
        header.organization_id != owner.organization_id
            || header.register_id != owner.register_id
            || header.epoch != epoch
    };
    match entries.iter().position(is_foreign) {
        Some(at) => Err((at, Broken::Foreign)),
        None => Ok(()),
    }
}

/// Verifies the entries from one on against the head before them, and reads them.
pub(super) fn verify(
    entries: &[Entry],
    from: usize,
    head: Head,
    owner: &Owner,
) -> Result<Vec<Document>, (usize, Broken)> {
    let mut expected = head;
    let mut documents = Vec::with_capacity(entries.len().saturating_sub(from));
    for (at, entry) in entries.iter().enumerate().skip(from) {
        expected = entry
            .verify(&expected, &owner.key)
            .map_err(|error| (at, broken(entry, at == from, error, owner)))?;
        let document = read(at, entry);
        if entry.header.seq == 1 && !opens(&document, owner) {
            return Err((at, Broken::Opening));
        }
        documents.push(document);
    }
    Ok(documents)
}

/// A link that is broken at the head, in an entry that is the register's own, is a copy's and no forgery.
fn broken(entry: &Entry, is_first: bool, error: EntryError, owner: &Owner) -> Broken {
    let is_own = || {
        entry.header.hash(&entry.body) == entry.hash
            && owner.key.verifies(&entry.hash, &entry.signature)
    };
    if is_first && error == EntryError::LinkBroken && is_own() {
        Broken::FollowsAnother
    } else {
        Broken::Entry(error)
    }
}

fn opens(document: &Document, owner: &Owner) -> bool {
    matches!(&document.body, Ok(EntryBody::RegisterOpened(opened)) if opened.public_key == owner.key)
}

/// Reads one that is verified.
pub(super) fn read(at: usize, entry: &Entry) -> Document {
    let header = &entry.header;
    Document {
        at,
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

/// What an entry says, where it can be read and adds up.
fn decode(entry: &Entry) -> Result<EntryBody, Aside> {
    let header = &entry.header;
    let body = EntryBody::decode(&header.kind, header.version, &entry.body).map_err(|error| {
        let reason = match &error {
            BodyError::Transaction(_) | BodyError::Shift(_) => QuarantineReason::MoneyDoesNotAddUp,
            _ => QuarantineReason::BodyInvalid,
        };
        Aside::whole(reason, error)
    })?;
    if let EntryBody::Unknown { kind, version, .. } = &body {
        let detail = format_args!("{kind}, version {version}, is of a newer program");
        return Err(Aside::whole(QuarantineReason::UnknownKind, detail));
    }
    if header.kind == EntryKind::RegisterOpened && header.seq != 1 {
        let detail = "register_opened stands inside an epoch";
        return Err(Aside::whole(QuarantineReason::BodyInvalid, detail));
    }
    postings(&body).map_err(|error| Aside::whole(QuarantineReason::MoneyDoesNotAddUp, error))?;
    fits(&entry.body, &body).map_err(|error| Aside::whole(QuarantineReason::BodyInvalid, error))?;
    Ok(body)
}
