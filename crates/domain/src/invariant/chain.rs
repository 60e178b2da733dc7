//! Promise 3: the chain of every epoch, and how epochs follow one another.

use std::collections::VecDeque;

use uuid::Uuid;

use super::Breach;
use super::history::{Document, History};
use crate::entry::kinds::RegisterOpened;
use crate::entry::{Entry, EntryBody, EntryKind, Head, PublicKey};

/// How far the chain is checked, and with which key.
#[derive(Debug, Default)]
pub(super) struct Chain {
    current: Option<Link>,
    history: History,
    /// What the epoch has to append again before anything else.
    owed: VecDeque<Document>,
}

#[derive(Debug, Clone, Copy)]
struct Link {
    organization_id: Uuid,
    register_id: Uuid,
    key: PublicKey,
    head: Head,
}

/// What an entry is to the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The first entry of an epoch.
    Opening,
    /// A document that an earlier epoch holds: it counts there.
    Again,
    /// Anything else.
    First,
}

impl Chain {
    pub(super) const fn head(&self) -> Option<&Head> {
        match &self.current {
            Some(link) => Some(&link.head),
            None => None,
        }
    }

    /// Checks the next entry.
    pub(super) fn push(&mut self, entry: &Entry) -> Result<Place, Breach> {
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
                Ok(Place::Opening)
            }
        }
    }

    /// Whether the epoch has appended again everything that it had to.
    pub(super) fn finish(&self) -> Result<(), Breach> {
        if self.owed.is_empty() {
            Ok(())
        } else {
            Err(Breach::DocumentNotRepeated)
        }
    }

    /// An entry inside an epoch.
    fn follow(&mut self, entry: &Entry) -> Result<Place, Breach> {
        let document = Document::of(entry);
        self.history.push(entry, document);
        match self.owed.pop_front() {
            None => Ok(Place::First),
            Some(owed) if owed == document => Ok(Place::Again),
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

    /// What stands after the head that the opening names: nothing, or what the server may not have.
    fn documents_after(&self, opening: &RegisterOpened) -> Result<VecDeque<Document>, Breach> {
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
