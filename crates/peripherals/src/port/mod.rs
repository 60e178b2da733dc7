//! The ports that a device is connected to. Sending blocks the calling thread, never for longer
//! than the deadline.

mod deadline;
mod device;
mod error;
mod file;
mod tcp;

use std::path::PathBuf;
use std::time::Duration;

pub use error::PrintError;

use deadline::Deadline;

/// The destination of a document's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transport {
    /// There is no printer: every document is refused with [`PrintError::NotConfigured`].
    None,
    /// A file that each document is appended to, whole or not at all.
    File(PathBuf),
    /// A network printer: `host` or `host:port`; without a port 9100.
    Tcp(String),
    /// A device such as `/dev/usb/lp0`; it must exist.
    Device(PathBuf),
}

impl Transport {
    /// Hands a whole document to the printer within `limit`.
    ///
    /// `Ok` means that the printer or its buffer accepted every byte. Raw printing does not
    /// acknowledge paper. [`PrintError::may_have_printed`] shows whether another attempt could
    /// print a second copy.
    pub fn send(&self, document: &[u8], limit: Duration) -> Result<(), PrintError> {
        let deadline = Deadline::after(limit);
        match self {
            Self::None => Err(PrintError::NotConfigured),
            Self::File(path) => file::append(path, document),
            Self::Tcp(address) => tcp::send(address, document, deadline),
            Self::Device(path) => device::send(path, document, deadline),
        }
    }
}
