//! Keeps the ledger of a register and its server in sync.
//!
//! Reading starts in `driver`: it performs the effects of the engine (`sync-engine`) on the ledger
//! and on a [`protocol::Peer`], and feeds the results back as inputs. [`SyncTask`] runs a driver on
//! its own thread until it is dropped. [`SyncContext::run_once`] runs one on the caller's thread
//! until both sides have everything.
//!
//! A sale never waits for any of this: the driver reads on its own connections, and takes the
//! writer only for moments. The program around it is behind two traits: [`SyncHost`] gives time,
//! ids and a place for the high-water mark, and [`SyncObserver`] is called when something changed.

mod context;
mod driver;
mod enrolment;
mod epoch;
mod error;
mod high_water_mark;
mod host;
mod monotonic;
mod observer;
mod request;
mod run_once;
mod runner;
mod status;

pub use context::{SyncContext, stored_attention};
pub use enrolment::{enrol, enrolment};
pub use error::{DriverError, SyncError};
pub use high_water_mark::HighWaterMark;
pub use host::{HostError, SyncHost};
pub use observer::{FeedChanges, SyncObserver};
pub use run_once::run_once;
pub use runner::SyncTask;
pub use status::{SharedStatus, Status, Transferred};
pub use sync_client::{ClientIdentity, ServerAddress};
