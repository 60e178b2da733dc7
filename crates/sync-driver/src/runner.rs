//! The thread that keeps register and server in step.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use sync_engine::AttentionCode;
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::context::SyncContext;
use crate::driver::{Driver, DriverCommand, RunGoal};
use crate::error::DriverError;
use crate::observer::SyncObserver;
use crate::request::runtime;
use crate::status::SharedStatus;

/// How long dropping the task waits for its thread. Anything it does may be cut off at any moment.
const STOP_LIMIT: Duration = Duration::from_secs(5);
/// How long the thread waits after a run that failed.
const RESTART_DELAY: Duration = Duration::from_secs(10);

/// The running thread; it ends when this is dropped.
pub struct SyncTask {
    commands: UnboundedSender<DriverCommand>,
    ended: mpsc::Receiver<()>,
}

/// Runs drivers on the thread, one after another.
struct SyncRunner {
    context: Arc<SyncContext>,
    status: Arc<SharedStatus>,
    observer: Arc<dyn SyncObserver>,
    committed: Arc<Notify>,
}

impl SyncTask {
    /// Starts the thread for an enrolled register and its server.
    pub fn start(
        context: Arc<SyncContext>,
        status: Arc<SharedStatus>,
        observer: Arc<dyn SyncObserver>,
    ) -> Result<Self, DriverError> {
        let (commands, received) = unbounded_channel();
        let (end, ended) = mpsc::channel();
        let committed = Arc::new(Notify::new());
        let notify = Arc::clone(&committed);
        // Only notifies: a cashier waits for the commit.
        let listener = context
            .ledger
            .listen_to_commits(move || notify.notify_one());
        let runner = SyncRunner {
            context,
            status,
            observer,
            committed,
        };
        thread::Builder::new()
            .name("sync".to_owned())
            .spawn(move || {
                runner.keep_running(received);
                runner.context.ledger.forget_commit_listener(listener);
                drop(runner);
                // Fails only when the task is no longer waited for.
                end.send(()).ok();
            })
            .map_err(DriverError::NoThread)?;
        Ok(Self { commands, ended })
    }

    /// Tries now, without waiting for the result.
    pub fn sync_now(&self) {
        self.send(DriverCommand::SyncNow);
    }

    /// Removes a notice that a person has read.
    pub fn dismiss(&self, code: AttentionCode) {
        self.send(DriverCommand::Dismiss(code));
    }

    fn send(&self, command: DriverCommand) {
        // Fails only when the thread has ended.
        self.commands.send(command).ok();
    }
}

impl Drop for SyncTask {
    fn drop(&mut self) {
        self.send(DriverCommand::Stop);
        if self.ended.recv_timeout(STOP_LIMIT) == Err(mpsc::RecvTimeoutError::Timeout) {
            log::warn!("the sync did not end in time");
        }
    }
}

impl SyncRunner {
    /// Runs until a command ends it. After a run that failed or panicked, the next one starts from
    /// the state in the ledger.
    fn keep_running(&self, mut commands: UnboundedReceiver<DriverCommand>) {
        loop {
            match catch_unwind(AssertUnwindSafe(|| self.run(&mut commands))) {
                Ok(Ok(())) => return,
                Ok(Err(error)) => log::error!("the sync stopped: {error}"),
                Err(_) => log::error!("the sync stopped by a defect"),
            }
            if wait_to_restart(&mut commands) {
                return;
            }
        }
    }

    fn run(&self, commands: &mut UnboundedReceiver<DriverCommand>) -> Result<(), DriverError> {
        let runtime = runtime()?;
        let outcome = runtime.block_on(async {
            let driver = Driver::new(
                Arc::clone(&self.context),
                self.context.client()?,
                Arc::clone(&self.status),
                Arc::clone(&self.observer),
                RunGoal::Forever,
            )?;
            driver.run(commands, &self.committed).await
        });
        runtime.shutdown_timeout(STOP_LIMIT);
        outcome
    }
}

/// Waits for the delay or for a command. True when the command was to stop.
fn wait_to_restart(commands: &mut UnboundedReceiver<DriverCommand>) -> bool {
    let Ok(runtime) = runtime() else {
        return true;
    };
    let command = runtime.block_on(async {
        tokio::select! {
            command = commands.recv() => command,
            () = tokio::time::sleep(RESTART_DELAY) => Some(DriverCommand::SyncNow),
        }
    });
    matches!(command, None | Some(DriverCommand::Stop))
}
