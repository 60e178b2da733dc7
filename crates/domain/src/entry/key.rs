//! The Ed25519 key pair of a register or of a server.

use std::fmt;

use ed25519_dalek::{Signature, Signer, VerifyingKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::hash::Hash;
use crate::hex::{HexError, from_hex, to_hex};

/// Bytes of an Ed25519 signature.
pub const SIGNATURE_LENGTH: usize = 64;

/// The purpose of a signature. Each purpose has its own tag, so that a signature made for one can
/// never pass as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignaturePurpose {
    /// An entry, by its hash.
    Entry,
    /// A request of a register to the server, by the hash of its parts.
    Request,
    /// A head that the server has stored, by the hash of its parts.
    Head,
}

impl SignaturePurpose {
    const fn tag(self) -> &'static [u8] {
        match self {
            Self::Entry => b"kasapro-entry-signature/1",
            Self::Request => b"kasapro-request-signature/1",
            Self::Head => b"kasapro-head-signature/1",
        }
    }
}

/// The private key of a register or of a server. Its memory is wiped when it is dropped, and its
/// debug output does not show key material.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key that belongs to 32 secret random bytes.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// The public key, as `register_opened` names it.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// The signature over an entry's hash.
    pub fn sign(&self, hash: &Hash) -> [u8; SIGNATURE_LENGTH] {
        self.sign_for(SignaturePurpose::Entry, hash)
    }

    /// The signature over a hash, for one purpose.
    pub fn sign_for(&self, purpose: SignaturePurpose, hash: &Hash) -> [u8; SIGNATURE_LENGTH] {
        self.0.sign(&signed_bytes(purpose, hash)).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SigningKey(..)")
    }
}

/// The public key of a register; as text 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Reads a key from its 32 bytes. Refuses bytes that are not a point of the curve, and a weak
    /// key.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::NotAPoint)?;
        if key.is_weak() {
            Err(KeyError::Weak)
        } else {
            Ok(Self(key))
        }
    }

    /// Reads a key from its 64 digits.
    pub fn from_hex(text: &str) -> Result<Self, KeyError> {
        Self::from_bytes(&from_hex(text)?)
    }

    /// The compressed point of the public key (RFC 8032).
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// The 64 digits.
    pub fn to_hex(&self) -> String {
        to_hex(self.0.as_bytes())
    }

    /// Whether this key signed this hash of an entry.
    pub fn verifies(&self, hash: &Hash, signature: &[u8; SIGNATURE_LENGTH]) -> bool {
        self.verifies_for(SignaturePurpose::Entry, hash, signature)
    }

    /// Whether this key signed this hash for this purpose.
    pub fn verifies_for(
        &self,
        purpose: SignaturePurpose,
        hash: &Hash,
        signature: &[u8; SIGNATURE_LENGTH],
    ) -> bool {
        let bytes = signed_bytes(purpose, hash);
        let signature = Signature::from_bytes(signature);
        self.0.verify_strict(&bytes, &signature).is_ok()
    }
}

fn signed_bytes(purpose: SignaturePurpose, hash: &Hash) -> Vec<u8> {
    [purpose.tag(), &hash.0].concat()
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PublicKey({})", self.to_hex())
    }
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_hex())
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_hex(&text).map_err(de::Error::custom)
    }
}

/// Why these bytes are not a valid public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The text is not 64 hexadecimal digits.
    #[error(transparent)]
    Hex(#[from] HexError),
    /// The bytes are not a point of the curve.
    #[error("the public key is no point of the curve")]
    NotAPoint,
    /// A key of small order, for which signatures are meaningless.
    #[error("the public key is weak")]
    Weak,
}
