//! A head that the server has stored, with its signature: the acknowledgement of a push.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::header::Head;
use super::key::{PublicKey, SignaturePurpose, SigningKey};
use crate::hash::Hash;
use crate::hex::{from_hex, to_hex};

/// The server's statement that it has stored this register's epoch up to this seq, and that the
/// entry there has this hash. The register keeps the statement. After the server was restored from
/// an older backup, it proves that the server once had more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedHead {
    /// The organization that owns the log.
    pub organization_id: Uuid,
    /// The register that writes the log.
    pub register_id: Uuid,
    pub epoch: Uuid,
    /// The last seq that is stored; 0 before the first.
    pub seq: u64,
    /// The hash at that seq.
    pub hash: Hash,
    /// When the server signed it, milliseconds since 1970-01-01 UTC by its clock.
    pub server_time_ms: i64,
    /// Ed25519 of the server's key, 128 hexadecimal digits.
    pub signature: String,
}

impl SignedHead {
    /// Signs a head with the server's key.
    pub fn sign(
        organization_id: Uuid,
        register_id: Uuid,
        head: Head,
        server_time_ms: i64,
        key: &SigningKey,
    ) -> Self {
        let digest = digest(organization_id, register_id, head, server_time_ms);
        Self {
            organization_id,
            register_id,
            epoch: head.epoch,
            seq: head.seq,
            hash: head.hash,
            server_time_ms,
            signature: to_hex(&key.sign_for(SignaturePurpose::Head, &digest)),
        }
    }

    /// Whether the server with this public key signed it.
    pub fn is_signed_by(&self, server: &PublicKey) -> bool {
        let digest = digest(
            self.organization_id,
            self.register_id,
            self.head(),
            self.server_time_ms,
        );
        from_hex(&self.signature)
            .is_ok_and(|signature| server.verifies_for(SignaturePurpose::Head, &digest, &signature))
    }

    /// The head it is about.
    pub const fn head(&self) -> Head {
        Head {
            epoch: self.epoch,
            seq: self.seq,
            hash: self.hash,
        }
    }
}

fn digest(organization_id: Uuid, register_id: Uuid, head: Head, server_time_ms: i64) -> Hash {
    Hash::of_parts(
        b"kasapro-head/1",
        &[
            organization_id.as_bytes(),
            register_id.as_bytes(),
            head.epoch.as_bytes(),
            &head.seq.to_be_bytes(),
            &head.hash.0,
            &server_time_ms.to_be_bytes(),
        ],
    )
}
