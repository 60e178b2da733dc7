//! The worker, with a queue in memory and a clock that the test controls.

use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use peripherals::{Bell, Job, JobSource, PrintOutcome, Spooler, Transport, Waiter, WakeReason};

#[derive(Default)]
struct Queue {
    waiting: Vec<Job>,
    printed: Vec<i64>,
    interrupted: Vec<i64>,
    failures: usize,
}

#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Queue>>);

impl Memory {
    fn push(&self, job_id: i64, transport: Transport) {
        let document = format!("<{job_id}>").into_bytes();
        let limit = Duration::from_millis(300);
        self.0.lock().unwrap().waiting.push(Job {
            job_id,
            document,
            transport,
            limit,
        });
    }

    fn point_all_to(&self, path: &Path) {
        for job in &mut self.0.lock().unwrap().waiting {
            job.transport = Transport::File(path.to_owned());
        }
    }

    fn printed(&self) -> Vec<i64> {
        self.0.lock().unwrap().printed.clone()
    }
}

impl JobSource for Memory {
    type Error = Infallible;

    fn take(&self) -> Result<Option<Job>, Infallible> {
        Ok(self.0.lock().unwrap().waiting.first().cloned())
    }

    fn finish(&self, job_id: i64, outcome: PrintOutcome) -> Result<(), Infallible> {
        let mut queue = self.0.lock().unwrap();
        match outcome {
            PrintOutcome::Printed => queue.printed.push(job_id),
            PrintOutcome::MayHavePrinted(_) => queue.interrupted.push(job_id),
            PrintOutcome::NotPrinted(_) => {
                queue.failures += 1;
                return Ok(());
            }
        }
        queue.waiting.retain(|job| job.job_id != job_id);
        Ok(())
    }
}

/// Reports each wait and ends it as the test decides.
struct Steered {
    asked: Sender<Option<Duration>>,
    answer: Receiver<WakeReason>,
}

impl Waiter for Steered {
    fn wait(&self, bell: &Bell, limit: Option<Duration>) -> WakeReason {
        self.asked.send(limit).ok();
        // The test has ended: wait for the stop, like the real waiter.
        self.answer.recv().unwrap_or_else(|_| bell.wait(None))
    }
}

/// A spooler whose waits the test steers.
struct Steering {
    asked: Receiver<Option<Duration>>,
    answer: Option<Sender<WakeReason>>,
    _spooler: Spooler,
}

impl Steering {
    fn start(source: Memory) -> Self {
        let (asked_by_worker, asked) = channel();
        let (answer, answer_to_worker) = channel();
        let waiter = Steered {
            asked: asked_by_worker,
            answer: answer_to_worker,
        };
        let spooler = Spooler::start_with(source, waiter).unwrap();
        Self {
            asked,
            answer: Some(answer),
            _spooler: spooler,
        }
    }

    /// What the worker waits for next, in seconds; `None` is "until something happens".
    fn next_wait(&self) -> Option<u64> {
        let limit = self.asked.recv_timeout(Duration::from_secs(20)).unwrap();
        limit.map(|limit| limit.as_secs())
    }

    fn end_wait(&self, wake: WakeReason) {
        self.answer.as_ref().unwrap().send(wake).unwrap();
    }
}

impl Drop for Steering {
    fn drop(&mut self) {
        // The worker falls back to its bell, which the spooler's own drop then stops.
        self.answer = None;
    }
}

fn unreachable() -> Transport {
    Transport::Device(PathBuf::from("/nonexistent/lp0"))
}

#[test]
fn documents_are_printed_in_order_and_then_the_worker_rests() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper");
    let queue = Memory::default();
    for job_id in 1..=3 {
        queue.push(job_id, Transport::File(path.clone()));
    }
    let steering = Steering::start(queue.clone());
    assert_eq!(steering.next_wait(), None);
    assert_eq!(queue.printed(), [1, 2, 3]);
    assert_eq!(fs::read(path).unwrap(), b"<1><2><3>");
}

#[test]
fn a_failing_printer_is_tried_after_1_2_4_up_to_60_seconds() {
    let queue = Memory::default();
    queue.push(1, unreachable());
    let steering = Steering::start(queue.clone());
    let mut waits = Vec::new();
    for _ in 0..9 {
        waits.push(steering.next_wait().unwrap());
        steering.end_wait(WakeReason::TimeOut);
    }
    assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
    assert!(queue.0.lock().unwrap().failures >= 9);
}

#[test]
fn a_printer_that_works_again_gets_the_whole_queue_and_a_fresh_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper");
    let queue = Memory::default();
    queue.push(1, unreachable());
    queue.push(2, unreachable());
    let steering = Steering::start(queue.clone());
    assert_eq!(steering.next_wait(), Some(1));
    steering.end_wait(WakeReason::TimeOut);
    assert_eq!(steering.next_wait(), Some(2));
    queue.point_all_to(&path);
    steering.end_wait(WakeReason::Rung);
    assert_eq!(steering.next_wait(), None);
    assert_eq!(queue.printed(), [1, 2]);

    queue.push(3, unreachable());
    steering.end_wait(WakeReason::Rung);
    assert_eq!(steering.next_wait(), Some(1), "the back-off starts again");
}

#[test]
fn a_document_that_may_have_come_out_is_not_sent_again() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let queue = Memory::default();
    queue.push(1, Transport::Tcp(address));
    // The printer hangs in the middle of a document larger than what sockets hold.
    queue.0.lock().unwrap().waiting[0].document = vec![b'x'; 32 * 1024 * 1024];
    let steering = Steering::start(queue.clone());
    assert_eq!(
        steering.next_wait(),
        None,
        "the queue is empty: a person decides"
    );
    let state = queue.0.lock().unwrap();
    assert_eq!((&state.interrupted[..], state.failures), (&[1][..], 0));
}

#[test]
fn ringing_the_bell_wakes_a_resting_worker() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper");
    let queue = Memory::default();
    let (done, finished) = channel();
    let spooler = Spooler::start(Reporting {
        queue: queue.clone(),
        done,
    })
    .unwrap();
    queue.push(1, Transport::File(path));
    spooler.notify();
    assert_eq!(finished.recv_timeout(Duration::from_secs(20)).unwrap(), 1);
}

#[test]
fn dropping_the_spooler_stops_it_in_the_middle_of_a_long_wait() {
    let queue = Memory::default();
    queue.push(1, unreachable());
    let spooler = Spooler::start(queue.clone()).unwrap();
    drop(spooler);
    // The worker has ended: it was the only other owner of the queue.
    assert_eq!(Arc::strong_count(&queue.0), 1);
}

/// Tells the test when a document is finished.
struct Reporting {
    queue: Memory,
    done: Sender<i64>,
}

impl JobSource for Reporting {
    type Error = Infallible;

    fn take(&self) -> Result<Option<Job>, Infallible> {
        self.queue.take()
    }

    fn finish(&self, job_id: i64, outcome: PrintOutcome) -> Result<(), Infallible> {
        self.queue.finish(job_id, outcome)?;
        self.done.send(job_id).ok();
        Ok(())
    }
}
