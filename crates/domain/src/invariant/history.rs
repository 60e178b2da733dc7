//! The documents that an epoch may have to repeat, in 48 bytes an entry. The checker needs them
//! because it reads a log only once.

use std::collections::{HashSet, VecDeque};

use uuid::Uuid;

use crate::entry::{Entry, Hash, Head};

/// The identity of a document in several epochs: id, kind, version and body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct DocumentDigest([u8; 16]);

impl DocumentDigest {
    pub(super) fn of(entry: &Entry) -> Self {
        let header = &entry.header;
        let hash = Hash::of_parts(
            b"kasapro-document/1",
            &[
                header.entry_id.as_bytes(),
                header.kind.as_str().as_bytes(),
                &header.version.to_be_bytes(),
                &entry.body,
            ],
        );
        let mut half = [0; 16];
        for (byte, source) in half.iter_mut().zip(hash.0) {
            *byte = source;
        }
        Self(half)
    }
}

/// Every entry so far, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct EpochHistory {
    epochs: Vec<Uuid>,
    /// The entries of each of these epochs, the opening first.
    entries: Vec<Vec<Past>>,
}

#[derive(Debug, Clone, Copy)]
struct Past {
    hash: Hash,
    /// `None` for the entry that opens an epoch: it is not a document, and never repeated.
    document: Option<DocumentDigest>,
}

impl EpochHistory {
    pub(super) fn begin_epoch(&mut self, opening: &Entry) {
        self.epochs.push(opening.header.epoch);
        self.entries.push(vec![Past {
            hash: opening.hash,
            document: None,
        }]);
    }

    pub(super) fn push(&mut self, entry: &Entry, document: DocumentDigest) {
        if let Some(epoch) = self.entries.last_mut() {
            epoch.push(Past {
                hash: entry.hash,
                document: Some(document),
            });
        }
    }

    /// Every document after a head, each once; `None` when there is no such head.
    pub(super) fn documents_after(&self, head: &Head) -> Option<VecDeque<DocumentDigest>> {
        let index = self.epochs.iter().position(|epoch| *epoch == head.epoch)?;
        let seq = usize::try_from(head.seq).ok()?;
        let named = self.entries.get(index)?;
        let hash = match seq.checked_sub(1) {
            None => Hash::ZERO,
            Some(last) => named.get(last)?.hash,
        };
        if hash != head.hash {
            return None;
        }
        let later = self.entries.iter().skip(index).skip(1).flatten();
        let mut seen = HashSet::new();
        let documents = named.iter().skip(seq).chain(later);
        Some(
            documents
                .filter_map(|past| past.document)
                .filter(|document| seen.insert(*document))
                .collect(),
        )
    }
}
