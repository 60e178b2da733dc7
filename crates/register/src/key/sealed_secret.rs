//! The register's secret, sealed with a recovery code. It lies beside the ledger and in each
//! backup, and only the code opens it.

use std::fs;
use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use domain::hex::{from_hex, to_hex};
use ledger::Ledger;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::private_file::replace_private;
use super::{RecoveryCode, Secret};
use crate::error::{AppError, RecoveryError};

const VERSION: u32 = 1;

/// The cost of making the key. The code has 135 random bits, so nobody finds it by trying: the cost
/// is a second wall, and follows the one of PINs.
const COST: KeyCost = KeyCost {
    memory_kib: 46 * 1024,
    passes: 1,
    lanes: 1,
};

/// The most that a file may ask for: a damaged one must not take all memory.
const MOST: KeyCost = KeyCost {
    memory_kib: 1024 * 1024,
    passes: 64,
    lanes: 16,
};

/// What argon2id takes to make the key of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct KeyCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// The file's document. All bytes are hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SealedSecret {
    version: u32,
    /// Whose secret it is.
    pub(crate) register_id: Uuid,
    /// When the code was made, milliseconds since 1970-01-01 UTC.
    pub(crate) made_at_ms: i64,
    cost: KeyCost,
    salt: String,
    nonce: String,
    sealed: String,
}

impl SealedSecret {
    /// Seals the secret of a register.
    pub(crate) fn seal(
        secret: &Secret,
        code: &RecoveryCode,
        register_id: Uuid,
        made_at_ms: i64,
    ) -> Result<Self, AppError> {
        let (mut salt, mut nonce) = ([0; 16], [0; 24]);
        for part in [&mut salt[..], &mut nonce[..]] {
            getrandom::fill(part).map_err(|_| AppError::NoRandomness)?;
        }
        let text = Zeroizing::new(secret.to_text()?);
        let cipher = cipher(code, &salt, COST)?;
        let payload = Payload {
            msg: text.as_bytes(),
            aad: register_id.as_bytes(),
        };
        let sealed = cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| AppError::Defect("a secret cannot be sealed"))?;
        Ok(Self {
            version: VERSION,
            register_id,
            made_at_ms,
            cost: COST,
            salt: to_hex(&salt),
            nonce: to_hex(&nonce),
            sealed: to_hex(&sealed),
        })
    }

    /// Opens it with the code that sealed it.
    pub(crate) fn open(&self, code: &RecoveryCode) -> Result<Secret, AppError> {
        let unreadable = |_| RecoveryError::SealUnreadable;
        let salt: [u8; 16] = from_hex(&self.salt).map_err(unreadable)?;
        let nonce: [u8; 24] = from_hex(&self.nonce).map_err(unreadable)?;
        let sealed = bytes_of(&self.sealed).ok_or(RecoveryError::SealUnreadable)?;
        if !self.cost.is_bearable() {
            return Err(RecoveryError::SealUnreadable.into());
        }
        let payload = Payload {
            msg: &sealed,
            aad: self.register_id.as_bytes(),
        };
        let opened = cipher(code, &salt, self.cost)?.decrypt(&XNonce::from(nonce), payload);
        let text = Zeroizing::new(opened.map_err(|_| RecoveryError::CodeRefused)?);
        let text = std::str::from_utf8(&text).ok();
        let secret = text.and_then(Secret::from_text);
        Ok(secret.ok_or(RecoveryError::SealUnreadable)?)
    }

    /// The document of a file or a backup.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, RecoveryError> {
        let read: Self =
            serde_json::from_slice(bytes).map_err(|_| RecoveryError::SealUnreadable)?;
        if read.version == VERSION {
            Ok(read)
        } else {
            Err(RecoveryError::SealUnreadable)
        }
    }

    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, AppError> {
        serde_json::to_vec(self).map_err(|_| AppError::Defect("a sealed secret is not writable"))
    }

    /// The file, if there is one.
    pub(crate) fn read(path: &Path) -> Result<Option<Self>, AppError> {
        match fs::read(path) {
            Ok(bytes) => Ok(Some(Self::from_bytes(&bytes)?)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(AppError::Folder {
                path: path.to_path_buf(),
                source,
            }),
        }
    }

    /// The file, if it holds the secret of this ledger.
    pub(crate) fn read_of(path: &Path, ledger: &Ledger) -> Result<Option<Self>, AppError> {
        let register_id = ledger.identity().register_id;
        Ok(Self::read(path)?.filter(|sealed| sealed.register_id == register_id))
    }

    /// Writes the file whole or not at all, in the place of an older one.
    pub(crate) fn write(&self, path: &Path) -> Result<(), AppError> {
        replace_private(path, &self.to_bytes()?).map_err(|source| AppError::Folder {
            path: path.to_path_buf(),
            source,
        })
    }
}

impl KeyCost {
    const fn is_bearable(self) -> bool {
        self.memory_kib <= MOST.memory_kib && self.passes <= MOST.passes && self.lanes <= MOST.lanes
    }
}

fn cipher(code: &RecoveryCode, salt: &[u8], cost: KeyCost) -> Result<XChaCha20Poly1305, AppError> {
    let mut key = Zeroizing::new([0; 32]);
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(key.len()));
    let made = params.and_then(|params| {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(
            code.letters(),
            salt,
            key.as_mut_slice(),
        )
    });
    made.map_err(|_| RecoveryError::SealUnreadable)?;
    Ok(XChaCha20Poly1305::new((&*key).into()))
}

fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| {
            let [byte] = from_hex::<1>(std::str::from_utf8(pair).ok()?).ok()?;
            Some(byte)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{RecoveryCode, SealedSecret, Secret};
    use crate::ErrorCode;

    #[test]
    fn only_the_code_that_sealed_it_opens_it_and_only_for_its_register() {
        let (secret, code) = (
            Secret::generate().unwrap(),
            RecoveryCode::generate().unwrap(),
        );
        let sealed = SealedSecret::seal(&secret, &code, Uuid::from_u128(7), 1).unwrap();
        let read = SealedSecret::from_bytes(&sealed.to_bytes().unwrap()).unwrap();
        assert!(read.open(&code).is_ok_and(|opened| opened == secret));

        let refused = |sealed: &SealedSecret, code: &RecoveryCode| {
            sealed.open(code).map(|_| ()).map_err(|error| error.code())
        };
        let other = RecoveryCode::generate().unwrap();
        assert_eq!(refused(&read, &other), Err(ErrorCode::RecoveryCodeWrong));
        let mut moved = read.clone();
        moved.register_id = Uuid::from_u128(8);
        assert_eq!(refused(&moved, &code), Err(ErrorCode::RecoveryCodeWrong));
        let mut greedy = read;
        greedy.cost.memory_kib = u32::MAX;
        assert_eq!(
            refused(&greedy, &code),
            Err(ErrorCode::RecoveryCodeMissing),
            "it is not even tried"
        );
    }

    #[test]
    fn nothing_of_the_secret_or_the_code_is_in_the_file() {
        let (secret, code) = (
            Secret::generate().unwrap(),
            RecoveryCode::generate().unwrap(),
        );
        let sealed = SealedSecret::seal(&secret, &code, Uuid::from_u128(7), 1).unwrap();
        let text = String::from_utf8(sealed.to_bytes().unwrap()).unwrap();
        let plain = secret.to_text().unwrap();
        let key: serde_json::Value = serde_json::from_str(&plain).unwrap();
        assert!(!text.contains(key["ledger_key"].as_str().unwrap()));
        assert!(!text.contains(&code.shown()[..9]));
    }
}
