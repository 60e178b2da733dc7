//! Promise 3: the chain of every epoch, and how epochs follow one another.

use std::collections::VecDeque;

use uuid::Uuid;

use super::Breach;
use super::history::{DocumentDigest, EpochHistory};
use crate::entry::kinds::RegisterOpened;
use crate::entry::{Entry, EntryBody, EntryKind, Head, PublicKey};

/// The chain so far, and the key that signs it.
#[derive(Debug, Default)]
pub(super) struct ChainChecker {
    current: Option<Link>,
    history: EpochHistory,
    /// The documents that the epoch has to repeat before it appends anything else.
    owed: VecDeque<DocumentDigest>,
}

#[derive(Debug, Clone, Copy)]
struct Link {
    organization_id: Uuid,
    register_id: Uuid,
    key: PublicKey,
    head: Head,
}

/// Whether an entry counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Occurrence {
    /// The first entry of an epoch: it is not a document.
    Opening,
    /// A document that an earlier epoch also holds: it counts there.
    Repeated,
    /// A document that occurs for the first time.
    First,
}

impl ChainChecker {
    pub(super) const fn head(&self) -> Option<&Head> {
        match &self.current {
            Some(link) => Some(&link.head),
            None => None,
        }
    }

    /// Checks the next entry.
    pub(super) fn push(&mut self, entry: &Entry) -> Result<Occurrence, Breach> {
        let header = &entry.header;
        if let Some(link) = &self.current {
            let same = link.organization_id == header.organization_id
                && link.register_id == header.register_id;
            if !same {
                return Err(Breach::ForeignEntry);
            }
        }
        match &mut self.current {
            Some(link) if link.head.epoch == header.epoch => {
                link.head = entry.verify(&link.head, &link.key)?;
                if header.kind == EntryKind::RegisterOpened {
                    return Err(Breach::OpeningInsideEpoch);
                }
                self.follow(entry)
            }
            _ => {
                self.begin_epoch(entry)?;
                Ok(Occurrence::Opening)
            }
        }
    }

    /// Checks that the epoch has repeated all the documents that it had to.
    pub(super) fn finish(&self) -> Result<(), Breach> {
        if self.owed.is_empty() {
            Ok(())
        } else {
            Err(Breach::DocumentNotRepeated)
        }
    }

    /// An entry inside an epoch.
    fn follow(&mut self, entry: &Entry) -> Result<Occurrence, Breach> {
        let document = DocumentDigest::of(entry);
        self.history.push(entry, document);
        match self.owed.pop_front() {
            None => Ok(Occurrence::First),
            Some(owed) if owed == document => Ok(Occurrence::Repeated),
            Some(_) => Err(Breach::DocumentNotRepeated),
        }
    }

    /// The first entry of an epoch names the key that signed it, and the head it continues.
    fn begin_epoch(&mut self, entry: &Entry) -> Result<(), Breach> {
        let header = &entry.header;
        let body = EntryBody::decode(&header.kind, header.version, &entry.body)?;
        let EntryBody::RegisterOpened(opening) = body else {
            return Err(Breach::EpochWithoutOpening);
        };
        if header.seq != 1 {
            return Err(Breach::EpochWithoutOpening);
        }
        let head = entry.verify(&Head::start(header.epoch), &opening.public_key)?;
        if self.current.is_some() {
            self.finish()?;
            self.owed = self.documents_after(&opening)?;
        }
        self.history.begin_epoch(entry);
        self.current = Some(Link {
            organization_id: header.organization_id,
            register_id: header.register_id,
            key: opening.public_key,
            head,
        });
        Ok(())
    }

    /// The documents after the head that the opening names. These are the ones that the server may
    /// lack, if any.
    fn documents_after(
        &self,
        opening: &RegisterOpened,
    ) -> Result<VecDeque<DocumentDigest>, Breach> {
        let previous = opening.previous.ok_or(Breach::EpochContinuesNothing)?;
        let named = Head {
            epoch: previous.epoch,
            seq: previous.seq,
            hash: previous.hash,
        };
        self.history
            .documents_after(&named)
            .ok_or(Breach::EpochContinuesOtherHead {
                cause: previous.cause,
            })
    }
}
