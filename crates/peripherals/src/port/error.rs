//! Why sending a document failed, and whether it may be on paper anyway.

use std::io;

/// A delivery that failed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The shop has not set up a printer.
    #[error("no printer is set up")]
    NotConfigured,
    /// The address of a network printer is not `host` or `host:port`.
    #[error("{address:?} is not a printer address (host or host:port)")]
    AddressInvalid {
        /// The address as configured.
        address: String,
    },
    /// The printer could not be opened or accepted no bytes. It has certainly not printed.
    #[error("printer {target} does not answer: {source}")]
    Unreachable {
        /// The path or address.
        target: String,
        /// The system's error.
        source: io::Error,
    },
    /// An earlier document is still stuck in the driver of this device. This one was not printed.
    #[error("printer {target} is still busy with an earlier document")]
    Busy {
        /// The path of the device.
        target: String,
    },
    /// The printer accepted a part and then failed or hung. A part of the receipt, or all of it,
    /// may be on paper.
    #[error("printer {target} stopped after {taken} of {total} bytes: {source}")]
    Interrupted {
        /// The path or address.
        target: String,
        /// Bytes that left this program.
        taken: usize,
        /// Bytes of the document.
        total: usize,
        /// The system's error.
        source: io::Error,
    },
}

impl PrintError {
    /// Whether the document may have been printed. A person has to check before it is sent again.
    pub fn may_have_printed(&self) -> bool {
        match self {
            Self::NotConfigured
            | Self::AddressInvalid { .. }
            | Self::Unreachable { .. }
            | Self::Busy { .. } => false,
            Self::Interrupted { .. } => true,
        }
    }

    /// A short stable word for the queue and for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotConfigured => "printer_not_configured",
            Self::AddressInvalid { .. } => "printer_address_invalid",
            Self::Unreachable { .. } => "printer_unreachable",
            Self::Busy { .. } => "printer_busy",
            Self::Interrupted { .. } => "printer_interrupted",
        }
    }

    pub(super) fn unreachable(target: &str, source: io::Error) -> Self {
        Self::Unreachable {
            target: target.to_owned(),
            source,
        }
    }

    /// The failure of a write after `taken` bytes were sent.
    pub(super) fn stopped(target: &str, taken: usize, total: usize, source: io::Error) -> Self {
        if taken == 0 {
            return Self::unreachable(target, source);
        }
        Self::Interrupted {
            target: target.to_owned(),
            taken,
            total,
            source,
        }
    }
}
