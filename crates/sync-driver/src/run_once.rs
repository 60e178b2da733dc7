//! A run on the caller's thread until both sides have everything.

use std::sync::Arc;

use protocol::Peer;
use tokio::sync::Notify;
use tokio::sync::mpsc::unbounded_channel;

use crate::context::SyncContext;
use crate::driver::{Driver, RunGoal};
use crate::error::DriverError;
use crate::observer::NoObserver;
use crate::request::runtime;
use crate::status::{SharedStatus, Transferred};

/// Runs with any peer until both sides have everything, or fails with the first error.
pub fn run_once<P: Peer>(
    context: &Arc<SyncContext>,
    peer: P,
    status: &Arc<SharedStatus>,
) -> Result<Transferred, DriverError> {
    let (_commands, mut received) = unbounded_channel();
    let runtime = runtime()?;
    let outcome = runtime.block_on(async {
        let driver = Driver::new(
            Arc::clone(context),
            peer,
            Arc::clone(status),
            Arc::new(NoObserver),
            RunGoal::UntilInStep,
        )?;
        driver.run(&mut received, &Notify::new()).await
    });
    drop(runtime);
    outcome.map(|()| status.get().transferred)
}

impl SyncContext {
    /// Runs with the enrolled server until both sides have everything, or fails with the first
    /// error.
    pub fn run_once(
        self: &Arc<Self>,
        status: &Arc<SharedStatus>,
    ) -> Result<Transferred, DriverError> {
        run_once(self, self.client()?, status)
    }
}
