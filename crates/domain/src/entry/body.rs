//! The body of an entry of any kind.

use super::codec::{self, BodyError, EncodedBody};
use super::kind::{EntryKind, with_kinds};
use super::kinds;

macro_rules! entry_body {
    ($($(#[$doc:meta])* $kind:ident($body:ty) = ($code:literal, $version:literal),)+) => {
        /// A decoded body, in the newest shape of its kind.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum EntryBody {
            $($(#[$doc])* $kind($body),)+
            /// A kind or version of a newer program: kept raw, and read after an upgrade.
            Unknown {
                /// The kind, by its code.
                kind: EntryKind,
                version: u16,
                bytes: Vec<u8>,
            },
        }

        impl EntryBody {
            /// The kind this body belongs to.
            pub fn kind(&self) -> EntryKind {
                match self {
                    $(Self::$kind(_) => EntryKind::$kind,)+
                    Self::Unknown { kind, .. } => kind.clone(),
                }
            }

            /// Reads the body of an entry, of any version up to the newest of its kind, and checks
            /// it. Kinds and versions of a newer program stay raw.
            pub fn decode(
                kind: &EntryKind,
                version: u16,
                bytes: &[u8],
            ) -> Result<Self, BodyError> {
                let body = match kind {
                    $(EntryKind::$kind => codec::decode(version, bytes)?.map(Self::$kind),)+
                    EntryKind::Unrecognized(_) => None,
                };
                Ok(body.unwrap_or_else(|| Self::Unknown {
                    kind: kind.clone(),
                    version,
                    bytes: bytes.to_vec(),
                }))
            }

            /// The bytes of this body in the newest version of its kind. They are written once and
            /// only copied from then on.
            pub fn encode(&self) -> Result<EncodedBody, BodyError> {
                match self {
                    $(Self::$kind(body) => codec::encode(body),)+
                    Self::Unknown {
                        kind,
                        version,
                        bytes,
                    } => Ok(EncodedBody {
                        kind: kind.clone(),
                        version: *version,
                        bytes: bytes.clone(),
                    }),
                }
            }
        }
    };
}

with_kinds!(entry_body);
