//! The three secrets of a register, kept together as one.

use domain::hex::{from_hex, to_hex};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::error::AppError;

/// Random bytes made at setup. Wiped when dropped, and never printed.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub(crate) struct Secret {
    /// Encrypts the ledger.
    pub(crate) ledger_key: [u8; 32],
    /// Makes the register's Ed25519 key.
    pub(crate) signing_seed: [u8; 32],
    /// Goes into each PIN hash.
    pub(crate) pepper: [u8; 32],
}

impl Secret {
    /// New secrets from the system's random source.
    pub(crate) fn generate() -> Result<Self, AppError> {
        let mut secret = Self {
            ledger_key: [0; 32],
            signing_seed: [0; 32],
            pepper: [0; 32],
        };
        for part in [
            &mut secret.ledger_key,
            &mut secret.signing_seed,
            &mut secret.pepper,
        ] {
            getrandom::fill(part).map_err(|_| AppError::NoRandomness)?;
        }
        Ok(secret)
    }

    /// The text that a keyring or a key file holds.
    pub(crate) fn to_text(&self) -> Result<String, AppError> {
        let written = SecretText {
            version: VERSION,
            ledger_key: to_hex(&self.ledger_key),
            signing_seed: to_hex(&self.signing_seed),
            pepper: to_hex(&self.pepper),
        };
        serde_json::to_string(&written).map_err(|_| AppError::Defect("a key is not writable"))
    }

    /// The secrets in such a text, or none when it is damaged.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let written: SecretText = serde_json::from_str(text).ok()?;
        if written.version != VERSION {
            return None;
        }
        Some(Self {
            ledger_key: from_hex(&written.ledger_key).ok()?,
            signing_seed: from_hex(&written.signing_seed).ok()?,
            pepper: from_hex(&written.pepper).ok()?,
        })
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

const VERSION: u32 = 1;

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct SecretText {
    version: u32,
    ledger_key: String,
    signing_seed: String,
    pepper: String,
}
