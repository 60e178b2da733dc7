//! The thread that keeps register and server together.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use sync_engine::AttentionCode;
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::board::Board;
use super::driver::{Command, Driver, Goal, Watch};
use super::line::Line;
use super::request::runtime;
use crate::error::AppError;

/// How long closing waits for what the thread is doing; all of it may be cut off at any moment.
const STOP_LIMIT: Duration = Duration::from_secs(5);
/// How long a thread that failed rests before it begins anew.
const REST: Duration = Duration::from_secs(10);

/// The running thread; ends when dropped.
pub(crate) struct SyncTask {
    commands: UnboundedSender<Command>,
    ended: mpsc::Receiver<()>,
}

/// What every run of the thread needs.
struct Post {
    line: Arc<Line>,
    board: Arc<Board>,
    watch: Arc<dyn Watch>,
    committed: Arc<Notify>,
}

impl SyncTask {
    /// Starts the thread for an enrolled register.
    pub(crate) fn start(
        line: Arc<Line>,
        board: Arc<Board>,
        watch: Arc<dyn Watch>,
    ) -> Result<Self, AppError> {
        let (commands, received) = unbounded_channel();
        let (end, ended) = mpsc::channel();
        let committed = Arc::new(Notify::new());
        let note = Arc::clone(&committed);
        // Leaves a note and returns: a cashier waits for this.
        line.ledger.listen_to_commits(move || note.notify_one());
        let post = Post {
            line,
            board,
            watch,
            committed,
        };
        thread::Builder::new()
            .name("sync".to_owned())
            .spawn(move || {
                post.keep_running(received);
                post.line.ledger.forget_commit_listener();
                drop(post);
                // Fails only when nobody waits for the end.
                end.send(()).ok();
            })
            .map_err(AppError::NoThread)?;
        Ok(Self { commands, ended })
    }

    /// Tries now.
    pub(crate) fn ask_now(&self) {
        self.tell(Command::AskNow);
    }

    /// Somebody has seen it.
    pub(crate) fn dismiss(&self, code: AttentionCode) {
        self.tell(Command::Dismiss(code));
    }

    fn tell(&self, command: Command) {
        // Fails only when the thread has ended.
        self.commands.send(command).ok();
    }
}

impl Drop for SyncTask {
    fn drop(&mut self) {
        self.tell(Command::Stop);
        if self.ended.recv_timeout(STOP_LIMIT) == Err(mpsc::RecvTimeoutError::Timeout) {
            log::warn!("the sync did not end in time");
        }
    }
}

impl Post {
    /// Runs until it is told to stop. A run that fails or panics is thrown away and made anew from
    /// what the ledger says.
    fn keep_running(&self, mut commands: UnboundedReceiver<Command>) {
        loop {
            match catch_unwind(AssertUnwindSafe(|| self.run(&mut commands))) {
                Ok(Ok(())) => return,
                Ok(Err(error)) => log::error!("the sync stopped: {}: {error}", error.code()),
                Err(_) => log::error!("the sync stopped by a defect"),
            }
            if rest(&mut commands) {
                return;
            }
        }
    }

    fn run(&self, commands: &mut UnboundedReceiver<Command>) -> Result<(), AppError> {
        let runtime = runtime()?;
        let outcome = runtime.block_on(async {
            let driver = Driver::new(
                Arc::clone(&self.line),
                Arc::clone(&self.board),
                Arc::clone(&self.watch),
                Goal::Forever,
            )?;
            driver.run(commands, &self.committed).await
        });
        runtime.shutdown_timeout(STOP_LIMIT);
        outcome
    }
}

/// Waits a while, or until somebody wants it now; whether it was told to stop.
fn rest(commands: &mut UnboundedReceiver<Command>) -> bool {
    let Ok(runtime) = runtime() else {
        return true;
    };
    let command = runtime.block_on(async {
        tokio::select! {
            command = commands.recv() => command,
            () = tokio::time::sleep(REST) => Some(Command::AskNow),
        }
    });
    matches!(command, None | Some(Command::Stop))
}
