//! Proof of possession: each request is signed with the register's key.

use domain::entry::{Hash, PublicKey, SIGNATURE_LENGTH, SignaturePurpose, SigningKey};
use domain::hex::{HexError, from_hex, to_hex};
use uuid::Uuid;

/// How far the time of a request may be from the server's clock, in milliseconds. The register uses
/// its estimate of the server's clock, so its own clock does not matter.
pub const TIME_WINDOW_MS: i64 = 300_000;

/// The parts of a request that are signed with the proof's own fields.
#[derive(Debug, Clone, Copy)]
pub struct RequestParts<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// Path and query, as sent.
    pub target: &'a str,
    /// The body as sent, packed if it was packed.
    pub body: &'a [u8],
}

/// The headers that prove who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The organization the register belongs to; nil before it is known (joining).
    pub organization_id: Uuid,
    /// The register that asks.
    pub register_id: Uuid,
    /// When, milliseconds since 1970-01-01 UTC by the register's estimate of the server's clock.
    pub time_ms: i64,
    /// 16 random bytes: the same request twice is a replay.
    pub nonce: [u8; 16],
    /// Ed25519 over all of it.
    pub signature: [u8; SIGNATURE_LENGTH],
}

impl Proof {
    /// Header: [`Proof::organization_id`].
    pub const ORGANIZATION: &'static str = "kasapro-organization";
    /// Header: [`Proof::register_id`].
    pub const REGISTER: &'static str = "kasapro-register";
    /// Header: [`Proof::time_ms`], decimal.
    pub const TIME: &'static str = "kasapro-time";
    /// Header: [`Proof::nonce`], 32 hexadecimal digits.
    pub const NONCE: &'static str = "kasapro-nonce";
    /// Header: [`Proof::signature`], 128 hexadecimal digits.
    pub const SIGNATURE: &'static str = "kasapro-signature";

    /// Signs a request.
    pub fn sign(
        organization_id: Uuid,
        register_id: Uuid,
        time_ms: i64,
        nonce: [u8; 16],
        parts: RequestParts<'_>,
        key: &SigningKey,
    ) -> Self {
        let mut proof = Self {
            organization_id,
            register_id,
            time_ms,
            nonce,
            signature: [0; SIGNATURE_LENGTH],
        };
        proof.signature = key.sign_for(SignaturePurpose::Request, &proof.digest(parts));
        proof
    }

    /// Whether this key signed this request. The caller checks time and nonce.
    pub fn is_of(&self, parts: RequestParts<'_>, key: &PublicKey) -> bool {
        key.verifies_for(
            SignaturePurpose::Request,
            &self.digest(parts),
            &self.signature,
        )
    }

    /// The headers, by name.
    pub fn headers(&self) -> [(&'static str, String); 5] {
        [
            (Self::ORGANIZATION, self.organization_id.to_string()),
            (Self::REGISTER, self.register_id.to_string()),
            (Self::TIME, self.time_ms.to_string()),
            (Self::NONCE, to_hex(&self.nonce)),
            (Self::SIGNATURE, to_hex(&self.signature)),
        ]
    }

    /// Reads the headers; `header` gives the value of a name.
    pub fn from_headers<'h>(
        header: impl Fn(&'static str) -> Option<&'h str>,
    ) -> Result<Self, ProofError> {
        let value = |name| header(name).ok_or(ProofError::Missing { header: name });
        let uuid = |name| {
            Uuid::parse_str(value(name)?).map_err(|_| ProofError::Unreadable { header: name })
        };
        let hex = |name, error: HexError| ProofError::Hex {
            header: name,
            error,
        };
        Ok(Self {
            organization_id: uuid(Self::ORGANIZATION)?,
            register_id: uuid(Self::REGISTER)?,
            time_ms: value(Self::TIME)?
                .parse()
                .map_err(|_| ProofError::Unreadable { header: Self::TIME })?,
            nonce: from_hex(value(Self::NONCE)?).map_err(|error| hex(Self::NONCE, error))?,
            signature: from_hex(value(Self::SIGNATURE)?)
                .map_err(|error| hex(Self::SIGNATURE, error))?,
        })
    }

    fn digest(&self, parts: RequestParts<'_>) -> Hash {
        let body = Hash::of_parts(b"kasapro-request-body/1", &[parts.body]);
        Hash::of_parts(
            b"kasapro-request/1",
            &[
                self.organization_id.as_bytes(),
                self.register_id.as_bytes(),
                &self.time_ms.to_be_bytes(),
                &self.nonce,
                parts.method.as_bytes(),
                parts.target.as_bytes(),
                &body.0,
            ],
        )
    }
}

/// Why the headers do not prove who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// A header is not there.
    #[error("the header {header} is missing")]
    Missing {
        /// Its name.
        header: &'static str,
    },
    /// A header holds something else.
    #[error("the header {header} cannot be read")]
    Unreadable {
        /// Its name.
        header: &'static str,
    },
    /// A header does not hold the hexadecimal digits it should.
    #[error("the header {header} cannot be read: {error}")]
    Hex {
        /// Its name.
        header: &'static str,
        /// What is wrong.
        error: HexError,
    },
}
