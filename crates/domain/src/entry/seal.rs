//! Sealing an entry, and checking a sealed one.

use super::header::{EntryHeader, Head};
use super::key::{PublicKey, SIGNATURE_LENGTH, SigningKey};
use crate::hash::Hash;

/// The largest body. An entry must fit into one push, which holds 1 MiB.
pub const MAX_BODY_BYTES: usize = 786_432;

/// A sealed entry: header, the exact bytes of the body, their hash and the register's signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Everything but the body.
    pub header: EntryHeader,
    /// The bytes that were hashed.
    pub body: Vec<u8>,
    /// [`EntryHeader::hash`] of header and body.
    pub hash: Hash,
    /// Ed25519 over `"kasapro-entry-signature/1"` and the hash.
    pub signature: [u8; SIGNATURE_LENGTH],
}

/// Hashes and signs a header and a body.
pub fn seal(header: EntryHeader, body: Vec<u8>, key: &SigningKey) -> Result<Entry, SealError> {
    if header.seq == 0 {
        return Err(SealError::SeqMustStartAtOne);
    }
    if body.len() > MAX_BODY_BYTES {
        return Err(SealError::BodyTooLarge { bytes: body.len() });
    }
    let hash = header.hash(&body);
    let signature = key.sign(&hash);
    Ok(Entry {
        header,
        body,
        hash,
        signature,
    })
}

impl Entry {
    /// The head of a log that ends with this entry.
    pub const fn head(&self) -> Head {
        Head {
            epoch: self.header.epoch,
            seq: self.header.seq,
            hash: self.hash,
        }
    }

    /// Checks that this entry follows `expected` and was signed by `key`, and returns the new head.
    ///
    /// Errors in descending precedence: size, epoch, seq, link, hash, signature.
    pub fn verify(&self, expected: &Head, key: &PublicKey) -> Result<Head, EntryError> {
        if self.body.len() > MAX_BODY_BYTES {
            return Err(EntryError::BodyTooLarge {
                bytes: self.body.len(),
            });
        }
        if self.header.epoch != expected.epoch {
            return Err(EntryError::EpochDiffers);
        }
        let next = expected
            .seq
            .checked_add(1)
            .ok_or(EntryError::SeqExhausted)?;
        if self.header.seq != next {
            return Err(EntryError::SeqNotNext {
                expected: next,
                found: self.header.seq,
            });
        }
        if self.header.prev_hash != expected.hash {
            return Err(EntryError::LinkBroken);
        }
        if self.header.hash(&self.body) != self.hash {
            return Err(EntryError::HashDiffers);
        }
        if !key.verifies(&self.hash, &self.signature) {
            return Err(EntryError::SignatureInvalid);
        }
        Ok(self.head())
    }
}

/// Why an entry cannot be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The seq is 0, but seqs begin at 1.
    #[error("seqs begin at 1")]
    SeqMustStartAtOne,
    /// The body is larger than [`MAX_BODY_BYTES`].
    #[error("a body of {bytes} bytes exceeds the limit of {MAX_BODY_BYTES}")]
    BodyTooLarge {
        /// Bytes of the body.
        bytes: usize,
    },
}

/// Which rule of the chain an entry breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// The body is larger than [`MAX_BODY_BYTES`].
    #[error("the body has {bytes} bytes, more than {MAX_BODY_BYTES}")]
    BodyTooLarge {
        /// Bytes of the body.
        bytes: usize,
    },
    /// The entry belongs to another epoch.
    #[error("the entry belongs to another epoch")]
    EpochDiffers,
    /// No seq is left after the head.
    #[error("the head holds the last possible seq")]
    SeqExhausted,
    /// The seq is a gap or a repetition.
    #[error("expected seq {expected}, found {found}")]
    SeqNotNext {
        /// Head + 1.
        expected: u64,
        /// The seq of the entry.
        found: u64,
    },
    /// The entry does not hold the hash of the one before.
    #[error("the entry does not hold the hash of the entry before it")]
    LinkBroken,
    /// Header or body were changed after the hash was taken.
    #[error("the hash does not belong to the header and the body")]
    HashDiffers,
    /// The register did not sign this hash.
    #[error("the signature is not the register's")]
    SignatureInvalid,
}
