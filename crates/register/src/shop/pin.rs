//! PIN hashes: argon2id with a pepper.
//!
//! A PIN of four digits is found by trying all of them; the pepper, which is not in the ledger,
//! and the memory that each try takes make this hard. The cost follows OWASP's password
//! storage cheat sheet (46 MiB, one pass, one lane).

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use domain::user::Pin;

use crate::error::{AppError, UserError};

const MEMORY_KIB: u32 = 46 * 1024;
const PASSES: u32 = 1;
const LANES: u32 = 1;

/// Hashes and checks PINs with one register's pepper.
pub(crate) struct PinHasher<'p> {
    argon2: Argon2<'p>,
}

impl<'p> PinHasher<'p> {
    pub(crate) fn new(pepper: &'p [u8; 32]) -> Result<Self, AppError> {
        let params =
            Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| UserError::PinHash)?;
        let argon2 = Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params)
            .map_err(|_| UserError::PinHash)?;
        Ok(Self { argon2 })
    }

    /// The PHC text of a PIN with a new salt.
    pub(crate) fn hash(&self, pin: &Pin) -> Result<String, AppError> {
        let hash = self.argon2.hash_password(pin.digits().as_bytes());
        Ok(hash.map_err(|_| UserError::PinHash)?.to_string())
    }

    /// Whether the PIN belongs to the hash. A hash that cannot be read belongs to no PIN.
    pub(crate) fn matches(&self, pin: &Pin, phc: &str) -> bool {
        PasswordHash::new(phc).is_ok_and(|hash| {
            self.argon2
                .verify_password(pin.digits().as_bytes(), &hash)
                .is_ok()
        })
    }
}
