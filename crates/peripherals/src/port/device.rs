//! Device paths: `/dev/usb/lp0`, a serial line, a pipe.
//!
//! A printer without paper does not accept bytes, and some drivers do not even return from `open`.
//! So the device is opened in non-blocking mode and written when it is ready, on a thread that can
//! be abandoned. A device whose thread was abandoned stays busy until the driver returns.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use super::{Deadline, PrintError};

/// Devices that a thread is writing to.
static IN_USE: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// How long the thread may take after the deadline to report that it has passed.
const GRACE: Duration = Duration::from_millis(250);

/// Writes the document to the device.
pub(super) fn send(path: &Path, document: &[u8], deadline: Deadline) -> Result<(), PrintError> {
    let target = path.display().to_string();
    let Some(claim) = Claim::on(path) else {
        return Err(PrintError::Busy { target });
    };
    let taken = Arc::new(AtomicUsize::new(0));
    let (answer, answered) = mpsc::channel();
    let total = document.len();
    let (counter, document) = (Arc::clone(&taken), document.to_vec());
    let limit = deadline
        .remaining()
        .unwrap_or_default()
        .saturating_add(GRACE);
    thread::Builder::new()
        .name("printer-device".to_owned())
        .spawn(move || {
            let written = write(&claim.0, &document, deadline, &counter);
            drop(claim);
            // After the deadline the receiver is gone.
            drop(answer.send(written));
        })
        .map_err(|source| PrintError::unreachable(&target, source))?;
    answered
        .recv_timeout(limit)
        .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
        .map_err(|source| PrintError::stopped(&target, taken.load(Ordering::SeqCst), total, source))
}

fn write(path: &Path, document: &[u8], deadline: Deadline, taken: &AtomicUsize) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut device = without_blocking(options.write(true)).open(path)?;
    let mut rest = document;
    while !rest.is_empty() {
        ready::wait(&device, deadline)?;
        match io::Write::write(&mut device, rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => {
                taken.fetch_add(count, Ordering::SeqCst);
                rest = rest.get(count..).unwrap_or_default();
            }
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted
                ) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Makes `open` and `write` return at once if the system supports it.
pub(super) fn without_blocking(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        options.custom_flags(flags.bits().cast_signed());
    }
    options
}

#[cfg(unix)]
mod ready {
    use std::fs::File;
    use std::io;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    use super::Deadline;

    /// Waits until the device accepts bytes or reports an error, which the write then returns.
    pub(super) fn wait(device: &File, deadline: Deadline) -> io::Result<()> {
        let mut watched = [PollFd::new(device, PollFlags::OUT)];
        let limit = Timespec::try_from(deadline.remaining()?).map_err(io::Error::other)?;
        match poll(&mut watched, Some(&limit)) {
            Ok(0) => Err(io::ErrorKind::TimedOut.into()),
            Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

#[cfg(not(unix))]
mod ready {
    use std::fs::File;
    use std::io;

    use super::Deadline;

    /// The write itself blocks. The caller stops waiting at the deadline.
    pub(super) fn wait(_device: &File, deadline: Deadline) -> io::Result<()> {
        deadline.remaining().map(drop)
    }
}

/// The right to write to a device. Two documents at once would be mixed on paper.
struct Claim(PathBuf);

impl Claim {
    fn on(path: &Path) -> Option<Self> {
        let mut in_use = IN_USE.lock().unwrap_or_else(PoisonError::into_inner);
        in_use
            .insert(path.to_owned())
            .then(|| Self(path.to_owned()))
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let mut in_use = IN_USE.lock().unwrap_or_else(PoisonError::into_inner);
        in_use.remove(&self.0);
    }
}
