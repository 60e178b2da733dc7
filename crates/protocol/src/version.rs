//! Versions of the protocol: the one a request is written in, and the ones a server answers.
//!
//! Shops upgrade the server first and their registers one by one, so a server answers a window of
//! older protocols. A request outside the window gets a refusal that names the side to update.

use crate::RefusalCode;

/// The protocol that this program writes.
pub const PROTOCOL: u32 = 1;

/// Header of every request: the protocol it is written in, as a decimal number. The registers of
/// protocol 1 did not send it at first, so a request without it is of protocol 1.
pub const PROTOCOL_HEADER: &str = "kasapro-protocol";

/// The protocol of a request without [`PROTOCOL_HEADER`].
const PROTOCOL_WITHOUT_HEADER: u32 = 1;

/// The protocols that a server answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProtocolWindow {
    oldest: u32,
    newest: u32,
}

impl ProtocolWindow {
    /// The window of this program.
    pub const SUPPORTED: Self = Self::new(1, PROTOCOL);

    /// From the oldest protocol to the newest, both included.
    pub const fn new(oldest: u32, newest: u32) -> Self {
        Self { oldest, newest }
    }

    /// Refuses a protocol outside the window.
    pub const fn check(self, protocol: u32) -> Result<(), ProtocolError> {
        let Self { oldest, newest } = self;
        if protocol < oldest {
            Err(ProtocolError::TooOld { protocol, oldest })
        } else if protocol > newest {
            Err(ProtocolError::TooNew { protocol, newest })
        } else {
            Ok(())
        }
    }

    /// The protocol that a request names in [`PROTOCOL_HEADER`], if the window has it.
    pub fn read(self, header: Option<&str>) -> Result<u32, ProtocolError> {
        let protocol = match header {
            None => PROTOCOL_WITHOUT_HEADER,
            Some(text) => text.trim().parse().map_err(|_| ProtocolError::Unreadable)?,
        };
        self.check(protocol)?;
        Ok(protocol)
    }
}

/// Why a server does not answer a request of some protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProtocolError {
    /// The register's program is too old for this server.
    #[error(
        "update the register: it uses protocol {protocol}, and this server needs {oldest} or later"
    )]
    TooOld {
        /// The protocol of the request.
        protocol: u32,
        /// The oldest protocol of the window.
        oldest: u32,
    },
    /// The register's program is newer than this server.
    #[error(
        "update the server: it knows protocols up to {newest}, and the register uses {protocol}"
    )]
    TooNew {
        /// The protocol of the request.
        protocol: u32,
        /// The newest protocol of the window.
        newest: u32,
    },
    /// The header is not a number.
    #[error("the header {PROTOCOL_HEADER} is not a number")]
    Unreadable,
}

impl ProtocolError {
    /// The code of the refusal.
    pub const fn code(self) -> RefusalCode {
        match self {
            Self::TooOld { .. } => RefusalCode::ProtocolTooOld,
            Self::TooNew { .. } => RefusalCode::ProtocolTooNew,
            Self::Unreadable => RefusalCode::Malformed,
        }
    }
}
