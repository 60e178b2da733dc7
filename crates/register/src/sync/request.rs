//! One request that a person waits for, outside the task.

use std::future::Future;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use protocol::RefusalCode;
use sync_client::{Failure, Stamp};
use sync_engine::TransportError;
use sync_engine::limits::SILENT_MS;
use tokio::runtime::{Builder, Runtime};

use super::monotonic::monotonic_ms;
use crate::error::{AppError, SyncError};

/// How often it is looked whether bytes moved.
const LOOK: Duration = Duration::from_secs(1);

/// A runtime for this thread.
pub(super) fn runtime() -> Result<Runtime, AppError> {
    Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(4)
        .thread_name("sync-ledger")
        .build()
        .map_err(AppError::NoThread)
}

/// A stamp for a request at this moment of the server's clock, as far as it is known.
pub(super) fn stamp(server_time_ms: i64) -> Result<Stamp, AppError> {
    let mut nonce = [0; 16];
    getrandom::fill(&mut nonce).map_err(|_| AppError::NoRandomness)?;
    Ok(Stamp {
        server_time_ms,
        nonce,
    })
}

/// When bytes last moved.
pub(super) struct Moved(AtomicI64);

impl Moved {
    pub(super) fn note(&self) {
        self.0.store(monotonic_ms(), Ordering::Relaxed);
    }
}

/// Makes a request and waits as long as bytes move. A wrong clock of this computer is mended by what
/// the server says: then the request is made once more.
pub(super) fn ask<T, F>(
    local_ms: i64,
    request: impl Fn(Stamp, std::sync::Arc<Moved>) -> F,
) -> Result<T, AppError>
where
    F: Future<Output = Result<T, Failure>>,
{
    runtime()?.block_on(async {
        let mut server_ms = local_ms;
        for last in [false, true] {
            let moved = std::sync::Arc::new(Moved(AtomicI64::new(monotonic_ms())));
            let made = request(stamp(server_ms)?, std::sync::Arc::clone(&moved));
            match patiently(made, &moved).await {
                Err(Failure::Refused { refusal, .. })
                    if refusal.code == RefusalCode::ClockOff && !last =>
                {
                    server_ms = refusal.server_time_ms;
                }
                other => return other.map_err(|failure| SyncError::from(failure).into()),
            }
        }
        Err(SyncError::Refused {
            code: "clock_off".to_owned(),
        }
        .into())
    })
}

async fn patiently<T>(
    request: impl Future<Output = Result<T, Failure>>,
    moved: &Moved,
) -> Result<T, Failure> {
    tokio::pin!(request);
    loop {
        tokio::select! {
            outcome = &mut request => return outcome,
            () = tokio::time::sleep(LOOK) => {
                if monotonic_ms() - moved.0.load(Ordering::Relaxed) > SILENT_MS {
                    return Err(TransportError::Silent.into());
                }
            }
        }
    }
}
