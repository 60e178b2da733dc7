//! One request outside the driver, which a person waits for.

use std::future::Future;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use domain::Code as _;
use protocol::{RefusalCode, RequestError, Stamp, TransportError};
use sync_engine::limits::SILENT_MS;
use tokio::runtime::{Builder, Runtime};

use crate::error::{DriverError, SyncError};
use crate::monotonic::monotonic_ms;

/// How often a waiting request is checked for progress.
const CHECK_INTERVAL: Duration = Duration::from_secs(1);

/// A runtime for this thread.
pub(crate) fn runtime() -> Result<Runtime, DriverError> {
    Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(4)
        .thread_name("sync-ledger")
        .build()
        .map_err(DriverError::NoThread)
}

/// A stamp with this estimate of the server's clock.
pub(crate) fn stamp(server_time_ms: i64) -> Result<Stamp, DriverError> {
    let mut nonce = [0; 16];
    getrandom::fill(&mut nonce).map_err(|_| DriverError::NoRandomness)?;
    Ok(Stamp {
        server_time_ms,
        nonce,
    })
}

/// When bytes last moved.
pub(crate) struct LastProgress(AtomicI64);

impl LastProgress {
    fn now() -> Self {
        Self(AtomicI64::new(monotonic_ms()))
    }

    pub(crate) fn note(&self) {
        self.0.store(monotonic_ms(), Ordering::Relaxed);
    }

    fn is_silent(&self) -> bool {
        monotonic_ms() - self.0.load(Ordering::Relaxed) > SILENT_MS
    }
}

/// Makes a request, and waits as long as bytes move. When the server finds this computer's clock
/// wrong, the request is made once more with the server's time.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a closure that is written at the call reads best by value"
)]
pub(crate) fn ask<T>(
    local_ms: i64,
    request: impl AsyncFn(Stamp, &LastProgress) -> Result<T, RequestError>,
) -> Result<T, DriverError> {
    runtime()?.block_on(async {
        let mut server_ms = local_ms;
        for is_last in [false, true] {
            let progress = LastProgress::now();
            let attempt = request(stamp(server_ms)?, &progress);
            match with_patience(attempt, &progress).await {
                Err(RequestError::Refused { refusal, .. })
                    if refusal.code == RefusalCode::ClockOff && !is_last =>
                {
                    server_ms = refusal.server_time_ms;
                }
                other => return other.map_err(|error| SyncError::from(error).into()),
            }
        }
        Err(SyncError::Refused {
            code: RefusalCode::ClockOff.as_str(),
        }
        .into())
    })
}

async fn with_patience<T>(
    request: impl Future<Output = Result<T, RequestError>>,
    progress: &LastProgress,
) -> Result<T, RequestError> {
    tokio::pin!(request);
    loop {
        tokio::select! {
            outcome = &mut request => return outcome,
            () = tokio::time::sleep(CHECK_INTERVAL) => {
                if progress.is_silent() {
                    return Err(TransportError::Silent.into());
                }
            }
        }
    }
}
