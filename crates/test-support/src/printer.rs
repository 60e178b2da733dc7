//! A simulated network printer on this machine: it accepts documents, is switched off, or hangs.

use std::io::Read as _;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::loopback;

/// How long printing a document may take before the test fails.
const PATIENCE: Duration = Duration::from_mins(1);
const POLL: Duration = Duration::from_millis(20);

/// The printer. Its printed documents are kept when it is switched off and on.
#[derive(Debug)]
pub struct Printer {
    address: SocketAddr,
    paper: Arc<Mutex<Vec<Vec<u8>>>>,
    running: Option<Running>,
    /// Connections that are never accepted: they keep the next one waiting.
    crowd: Vec<TcpStream>,
    deaf: Option<TcpListener>,
}

#[derive(Debug)]
struct Running {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Printer {
    /// Switches a printer on, at a port that is free.
    ///
    /// # Errors
    /// When no port is free.
    pub fn switched_on() -> Result<Self> {
        let listener = loopback::listener()?;
        let mut printer = Self {
            address: listener.local_addr()?,
            paper: Arc::default(),
            running: None,
            crowd: Vec::new(),
            deaf: None,
        };
        printer.take_documents(listener);
        Ok(printer)
    }

    /// `host:port`, as it is typed into the settings.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// Switches it off: connections are refused.
    ///
    /// # Errors
    /// When its thread has failed.
    pub fn switch_off(&mut self) -> Result<()> {
        self.crowd.clear();
        self.deaf = None;
        let Some(running) = self.running.take() else {
            return Ok(());
        };
        running.stop.store(true, Ordering::SeqCst);
        // Wakes the thread, which waits for a connection.
        TcpStream::connect(self.address).ok();
        if running.thread.join().is_err() {
            bail!("the printer's thread has failed");
        }
        Ok(())
    }

    /// Switches it on again, at the same port.
    ///
    /// # Errors
    /// When the port was taken meanwhile.
    pub fn switch_on(&mut self) -> Result<()> {
        self.switch_off()?;
        let listener = TcpListener::bind(self.address).context("the printer's port was taken")?;
        self.take_documents(listener);
        Ok(())
    }

    /// Makes it hang: connections are not accepted, so that a document stays unsent.
    ///
    /// # Errors
    /// When the port was taken meanwhile, or the queue of connections has no end.
    pub fn hang(&mut self) -> Result<()> {
        self.switch_off()?;
        self.deaf = Some(TcpListener::bind(self.address)?);
        for _ in 0..10_000 {
            match TcpStream::connect_timeout(&self.address, Duration::from_millis(50)) {
                Ok(waiting) => self.crowd.push(waiting),
                Err(_) => return Ok(()),
            }
        }
        bail!("the queue of connections has no end")
    }

    /// The documents that were printed so far, in their order.
    pub fn documents(&self) -> Vec<Vec<u8>> {
        lock(&self.paper).clone()
    }

    /// Waits until this many documents were printed.
    ///
    /// # Errors
    /// When they are not printed in time.
    pub async fn wait_for(&self, count: usize) -> Result<Vec<Vec<u8>>> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let documents = self.documents();
            if documents.len() >= count {
                return Ok(documents);
            }
            if Instant::now() > deadline {
                bail!("{} of {count} documents came out", documents.len());
            }
            tokio::time::sleep(POLL).await;
        }
    }

    fn take_documents(&mut self, listener: TcpListener) {
        let stop = Arc::new(AtomicBool::new(false));
        let (stopped, paper) = (Arc::clone(&stop), Arc::clone(&self.paper));
        let thread = std::thread::spawn(move || {
            while let Ok((mut connection, _)) = listener.accept() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let mut document = Vec::new();
                let whole = connection.read_to_end(&mut document).is_ok();
                if whole && !document.is_empty() {
                    lock(&paper).push(document);
                }
            }
        });
        self.running = Some(Running { stop, thread });
    }
}

impl Drop for Printer {
    fn drop(&mut self) {
        self.switch_off().ok();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
