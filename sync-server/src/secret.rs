//! The server's secret, a file of 32 random bytes. The key that signs heads and the key that seals
//! peppers are derived from it.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use domain::entry::{Hash, PublicKey, SigningKey};
use domain::hex::{HexError, from_hex, to_hex};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::random;

/// Bytes of the nonce in front of a sealed pepper.
const NONCE_LENGTH: usize = 24;

/// The keys that never leave the server.
pub struct ServerKeys {
    heads: SigningKey,
    sealing: XChaCha20Poly1305,
}

impl ServerKeys {
    /// The keys that are derived from a secret.
    pub fn from_secret(secret: &[u8; 32]) -> Self {
        let seed = Zeroizing::new(Hash::of_parts(b"kasapro-server-heads/1", &[secret]).0);
        let sealing = Zeroizing::new(Hash::of_parts(b"kasapro-server-pepper/1", &[secret]).0);
        Self {
            heads: SigningKey::from_seed(&seed),
            sealing: XChaCha20Poly1305::new((&*sealing).into()),
        }
    }

    /// Reads the file, or creates it if it does not exist.
    pub fn open(file: &Path) -> Result<Self, SecretError> {
        match Self::read(file)? {
            Some(keys) => Ok(keys),
            None => Self::create(file),
        }
    }

    /// Reads the file; `None` if it does not exist.
    pub fn read(file: &Path) -> Result<Option<Self>, SecretError> {
        match fs::read_to_string(file) {
            Ok(text) => {
                let text = Zeroizing::new(text);
                let secret: Zeroizing<[u8; 32]> =
                    Zeroizing::new(from_hex(text.trim()).map_err(|error| {
                        SecretError::Unreadable {
                            file: file.to_owned(),
                            error,
                        }
                    })?);
                Ok(Some(Self::from_secret(&secret)))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(SecretError::file(file)(error)),
        }
    }

    fn create(file: &Path) -> Result<Self, SecretError> {
        let secret = Zeroizing::new(random::bytes::<32>().map_err(SecretError::Random)?);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut made = options.open(file).map_err(SecretError::file(file))?;
        let text = Zeroizing::new(to_hex(&*secret));
        made.write_all(text.as_bytes())
            .and_then(|()| made.write_all(b"\n"))
            .and_then(|()| made.sync_all())
            .map_err(SecretError::file(file))?;
        Ok(Self::from_secret(&secret))
    }

    /// The key that signs heads.
    pub const fn heads(&self) -> &SigningKey {
        &self.heads
    }

    /// Its public half, which every register learns when it enrols.
    pub fn public(&self) -> PublicKey {
        self.heads.public()
    }

    /// Seals an organization's pepper. It does not open as the pepper of another organization.
    pub fn seal_pepper(
        &self,
        organization_id: Uuid,
        pepper: &[u8; 32],
    ) -> Result<Vec<u8>, SecretError> {
        let nonce = random::bytes::<NONCE_LENGTH>().map_err(SecretError::Random)?;
        let payload = Payload {
            msg: pepper,
            aad: organization_id.as_bytes(),
        };
        let sealed = self
            .sealing
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| SecretError::NotSealed)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what [`Self::seal_pepper`] sealed.
    pub fn open_pepper(
        &self,
        organization_id: Uuid,
        sealed: &[u8],
    ) -> Result<Zeroizing<[u8; 32]>, SecretError> {
        let (nonce, sealed) = sealed
            .split_first_chunk::<NONCE_LENGTH>()
            .ok_or(SecretError::NotOpened)?;
        let payload = Payload {
            msg: sealed,
            aad: organization_id.as_bytes(),
        };
        let opened = self
            .sealing
            .decrypt(&XNonce::from(*nonce), payload)
            .map(Zeroizing::new)
            .map_err(|_| SecretError::NotOpened)?;
        let pepper: [u8; 32] = opened
            .as_slice()
            .try_into()
            .map_err(|_| SecretError::NotOpened)?;
        Ok(Zeroizing::new(pepper))
    }
}

/// Why the server cannot use its secret.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file can neither be read nor created.
    #[error("the secret file {file} cannot be used: {error}")]
    File {
        file: PathBuf,
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
    /// The file does not hold a secret.
    #[error("the secret file {file} is not 32 bytes in hexadecimal: {error}")]
    Unreadable {
        file: PathBuf,
        /// Why it cannot be read.
        #[source]
        error: HexError,
    },
    /// The file is missing, though organizations were founded with it.
    #[error(
        "the secret file {file} is missing, and this database was begun with one: put it back; with a new one no register would believe this server"
    )]
    Lost { file: PathBuf },
    /// Organizations were founded with another file.
    #[error(
        "the secret file {file} is not the one this database was begun with: put that one back, or use the database that belongs to this file"
    )]
    Foreign { file: PathBuf },
    /// The operating system did not provide random bytes.
    #[error("no random bytes: {0}")]
    Random(#[source] getrandom::Error),
    /// A pepper cannot be sealed.
    #[error("the pepper cannot be sealed")]
    NotSealed,
    /// A pepper was sealed with another secret: the secret file was lost or exchanged.
    #[error("the pepper was sealed with another secret file")]
    NotOpened,
}

impl SecretError {
    fn file(file: &Path) -> impl FnOnce(io::Error) -> Self {
        let file = file.to_owned();
        move |error| Self::File { file, error }
    }
}
