//! Enrolment: a register becomes known to a server by a one-use code.

use std::fmt;

use domain::entry::PublicKey;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A register asks to be enrolled. A repeated request with the same code, register and key gets
/// the same answer: the first answer may have been lost.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolRequest {
    /// See [`crate::PROTOCOL`].
    pub protocol: u32,
    /// The one-use code, as typed; the server ignores case, blanks and dashes.
    pub code: String,
    /// The register; it chose this id.
    pub register_id: Uuid,
    /// The name of the register.
    pub register_name: String,
    /// The key that signs its entries and requests. The request itself is signed with it.
    pub public_key: PublicKey,
    /// The organization that the register brings along, with a founding code. `None` with a joining
    /// code.
    pub founding: Option<Founding>,
}

/// An organization that began on a register.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founding {
    /// The organization's id, which is in every entry of its log.
    pub organization_id: Uuid,
    /// Its first store.
    pub store_id: Uuid,
    /// The store's name.
    pub store_name: String,
    /// The secret that is mixed into PIN hashes, as 64 hexadecimal digits. The server keeps it
    /// encrypted and sends it to registers that join, so that people can unlock them while offline.
    pub pepper: String,
}

/// The register is enrolled.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolAnswer {
    pub organization_id: Uuid,
    pub organization_name: String,
    /// The store of the register.
    pub store_id: Uuid,
    /// The key that signs heads.
    pub server_public_key: PublicKey,
    /// The incarnation of the feed.
    pub feed_epoch: Uuid,
    /// The token for the first push.
    pub ratchet: String,
    /// See [`Founding::pepper`].
    pub pepper: String,
    /// The server's clock, milliseconds since 1970-01-01 UTC.
    pub server_time_ms: i64,
}

/// An enrolled register asks for a code for another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeRequest {
    /// The owner who asks for it.
    pub by_user_id: Uuid,
}

/// A one-use joining code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeAnswer {
    /// The code, in groups of four.
    pub code: String,
    /// Until when it can be used, milliseconds since 1970-01-01 UTC by the server's clock.
    pub expires_at_ms: i64,
}

impl fmt::Debug for EnrolRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EnrolRequest")
            .field("register_id", &self.register_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Founding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Founding")
            .field("organization_id", &self.organization_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for EnrolAnswer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EnrolAnswer")
            .field("organization_id", &self.organization_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for CodeAnswer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CodeAnswer")
            .field("expires_at_ms", &self.expires_at_ms)
            .finish_non_exhaustive()
    }
}
