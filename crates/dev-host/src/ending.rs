//! Ends the program at the end of its input, or at a signal.

use std::io::{Read as _, Result};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// Starts to watch for the end of the program; the receiver then gets a message.
pub(crate) fn watch() -> Result<Receiver<()>> {
    let (end, ended) = channel();
    watch_signals(end.clone())?;
    // The parent process keeps the input open, so that a host does not outlive its test run.
    thread::spawn(move || {
        std::io::stdin().read_to_end(&mut Vec::new()).ok();
        end.send(()).ok();
    });
    Ok(ended)
}

/// Ctrl-C also reaches this program, before its parent closes the input.
fn watch_signals(end: Sender<()>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let signal = {
        let _entered = runtime.enter();
        signal()?
    };
    thread::spawn(move || {
        runtime.block_on(signal);
        end.send(()).ok();
    });
    Ok(())
}

/// Installs the handlers; the future ends when a signal arrives.
#[cfg(unix)]
fn signal() -> Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangup = signal(SignalKind::hangup())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = hangup.recv() => {}
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Installs the handler; the future ends when the process is interrupted.
#[cfg(not(unix))]
fn signal() -> Result<impl Future<Output = ()> + Send> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
