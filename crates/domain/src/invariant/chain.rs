//! Promise 3: the chain of every epoch, and how epochs follow one another.

use uuid::Uuid;

use super::Breach;
use crate::entry::{Entry, EntryBody, EntryKind, Head, PublicKey};

/// How far the chain is checked, and with which key.
#[derive(Debug, Default)]
pub(super) struct Chain {
    current: Option<Link>,
}

#[derive(Debug, Clone, Copy)]
struct Link {
    organization_id: Uuid,
    register_id: Uuid,
    key: PublicKey,
    head: Head,
}

impl Chain {
    pub(super) const fn head(&self) -> Option<&Head> {
        match &self.current {
            Some(link) => Some(&link.head),
            None => None,
        }
    }

    /// Checks the next entry; true when it begins an epoch.
    pub(super) fn push(&mut self, entry: &Entry) -> Result<bool, Breach> {
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
                Ok(false)
            }
            _ => {
                self.begin_epoch(entry)?;
                Ok(true)
            }
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
        if let Some(link) = &self.current {
            let previous = opening.previous.ok_or(Breach::EpochContinuesNothing)?;
            let named = Head {
                epoch: previous.epoch,
                seq: previous.seq,
                hash: previous.hash,
            };
            if named != link.head {
                return Err(Breach::EpochContinuesOtherHead {
                    cause: previous.cause,
                });
            }
        }
        self.current = Some(Link {
            organization_id: header.organization_id,
            register_id: header.register_id,
            key: opening.public_key,
            head,
        });
        Ok(())
    }
}
