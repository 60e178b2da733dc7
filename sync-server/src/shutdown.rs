//! Stopping: the signal that every part of the server waits for.

use std::future::Future;
use std::io;

use tokio::sync::watch;

/// Ends when the server must stop.
pub async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // A dropped sender means the same.
    stopping.wait_for(|stop| *stop).await.ok();
}

/// Installs the handler for SIGTERM and SIGINT. The future ends when one of them arrives, even if
/// that was before it was first polled.
#[cfg(unix)]
pub fn signal() -> io::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// The future ends when the process is interrupted.
#[cfg(not(unix))]
pub fn signal() -> io::Result<impl Future<Output = ()> + Send> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
