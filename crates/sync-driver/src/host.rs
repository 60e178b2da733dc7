//! What the driver needs from the program around it.

use std::error::Error;

use ledger::Now;
use uuid::Uuid;

/// Why the host could not read or write the high-water mark.
pub type HostError = Box<dyn Error + Send + Sync>;

/// Time, ids and a place outside the ledger.
pub trait SyncHost: Send + Sync {
    /// The register's clock, for entries that the driver writes itself.
    fn now(&self) -> Now;

    fn new_id(&self) -> Uuid;

    /// Reads the high-water mark. It is kept outside the ledger, so that a ledger restored from a
    /// backup does not bring back an old one.
    fn read_mark(&self) -> Result<Option<String>, HostError>;

    /// Writes the high-water mark.
    fn write_mark(&self, text: &str) -> Result<(), HostError>;
}
