//! Printers that work, refuse, hang and break.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use peripherals::{PrintError, Transport};

const LIMIT: Duration = Duration::from_secs(5);
const SHORT: Duration = Duration::from_millis(300);
const DOCUMENT: &[u8] = b"\x1b@Kopi\n";

/// More bytes than a socket or a pipe buffers.
fn huge() -> Vec<u8> {
    vec![b'x'; 32 * 1024 * 1024]
}

fn listener() -> (TcpListener, Transport) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    (listener, Transport::Tcp(address))
}

fn pipe(folder: &Path) -> PathBuf {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    let path = folder.join("lp0");
    mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    path
}

/// Why the printer accepted no bytes.
fn refusal(error: &PrintError) -> ErrorKind {
    match error {
        PrintError::Unreachable { source, .. } => source.kind(),
        other => panic!("{other}"),
    }
}

/// How many bytes the printer accepted before it failed, and why it failed.
fn interruption(error: &PrintError) -> (usize, ErrorKind) {
    match error {
        PrintError::Interrupted { taken, source, .. } => (*taken, source.kind()),
        other => panic!("{other}"),
    }
}

#[test]
fn no_printer_is_an_error_that_surely_printed_nothing() {
    let error = Transport::None.send(DOCUMENT, LIMIT).unwrap_err();
    assert!(matches!(error, PrintError::NotConfigured));
    assert!(!error.may_have_printed());
}

#[test]
fn documents_follow_each_other_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("receipts.bin");
    let transport = Transport::File(path.clone());
    transport.send(b"one", LIMIT).unwrap();
    transport.send(b"two", LIMIT).unwrap();
    assert_eq!(fs::read(path).unwrap(), b"onetwo");
}

#[test]
fn a_file_that_cannot_be_opened_prints_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for path in [
        folder.path().join("absent/receipts.bin"),
        folder.path().to_owned(),
    ] {
        let error = Transport::File(path).send(DOCUMENT, LIMIT).unwrap_err();
        assert!(matches!(error, PrintError::Unreachable { .. }), "{error}");
        assert!(!error.may_have_printed());
    }
}

#[test]
fn a_pipe_in_the_place_of_the_file_is_refused_instead_of_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = pipe(folder.path());
    let error = Transport::File(path).send(DOCUMENT, LIMIT).unwrap_err();
    assert!(!error.may_have_printed());
}

#[test]
fn a_full_disk_leaves_no_half_document() {
    // The kernel's simulated full disk.
    let error = Transport::Device("/dev/full".into())
        .send(DOCUMENT, LIMIT)
        .unwrap_err();
    assert_eq!(refusal(&error), ErrorKind::StorageFull);
    assert!(!error.may_have_printed());
}

#[test]
fn a_network_printer_gets_every_byte() {
    let (listener, transport) = listener();
    let printer = thread::spawn(move || {
        let mut received = Vec::new();
        listener
            .accept()
            .unwrap()
            .0
            .read_to_end(&mut received)
            .unwrap();
        received
    });
    let document = huge();
    transport.send(&document, LIMIT).unwrap();
    assert!(
        printer.join().unwrap() == document,
        "the printer has all bytes in order"
    );
}

#[test]
fn a_printer_that_keeps_the_connection_open_has_printed() {
    let (listener, transport) = listener();
    let sent = transport.send(DOCUMENT, LIMIT);
    let (mut connection, _) = listener.accept().unwrap();
    let mut received = Vec::new();
    connection.read_to_end(&mut received).unwrap();
    sent.unwrap();
    assert_eq!(received, DOCUMENT);
}

#[test]
fn a_printer_that_refuses_surely_printed_nothing() {
    let (listener, transport) = listener();
    drop(listener);
    let error = transport.send(DOCUMENT, LIMIT).unwrap_err();
    assert_eq!(refusal(&error), ErrorKind::ConnectionRefused);
    assert!(!error.may_have_printed());
}

#[test]
fn a_printer_that_accepts_and_hangs_is_given_up_at_the_deadline() {
    let (listener, transport) = listener();
    let started = Instant::now();
    let error = transport.send(&huge(), SHORT).unwrap_err();
    assert!(started.elapsed() < LIMIT, "took {:?}", started.elapsed());
    let (taken, kind) = interruption(&error);
    assert!(taken > 0 && taken < huge().len());
    assert_eq!(kind, ErrorKind::TimedOut);
    assert!(error.may_have_printed());
    drop(listener);
}

#[test]
fn a_printer_that_hangs_up_in_the_middle_may_have_printed() {
    let (listener, transport) = listener();
    let printer = thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        connection.read_exact(&mut [0; 1024]).unwrap();
    });
    let error = transport.send(&huge(), LIMIT).unwrap_err();
    printer.join().unwrap();
    assert!(error.may_have_printed(), "{error}");
}

#[test]
fn a_printer_that_throws_the_document_away_is_not_taken_for_printed() {
    let (listener, transport) = listener();
    let printer = thread::spawn(move || {
        let (connection, _) = listener.accept().unwrap();
        // Closing with bytes unread resets the connection.
        wait_for_bytes(&connection);
    });
    let error = transport.send(DOCUMENT, LIMIT).unwrap_err();
    printer.join().unwrap();
    assert!(error.may_have_printed(), "{error}");
}

fn wait_for_bytes(connection: &TcpStream) {
    assert!(connection.peek(&mut [0; 1]).unwrap() > 0);
}

#[test]
fn a_wrong_address_is_named() {
    for address in [
        "",
        "printer:",
        "printer:0",
        "printer:99999",
        "two words",
        ":9100",
        "[]:9100",
    ] {
        let error = Transport::Tcp(address.to_owned())
            .send(DOCUMENT, LIMIT)
            .unwrap_err();
        assert!(
            matches!(error, PrintError::AddressInvalid { .. }),
            "{address:?}: {error}"
        );
    }
}

#[test]
fn a_name_that_does_not_exist_surely_printed_nothing() {
    let transport = Transport::Tcp("printer.invalid".to_owned());
    let started = Instant::now();
    let error = transport.send(DOCUMENT, SHORT).unwrap_err();
    assert!(
        started.elapsed() < LIMIT,
        "the system's resolver is not waited for"
    );
    assert!(matches!(error, PrintError::Unreachable { .. }), "{error}");
}

#[test]
fn a_device_gets_every_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = pipe(folder.path());
    let reader = thread::spawn({
        let path = path.clone();
        move || {
            let mut received = Vec::new();
            File::open(path)
                .unwrap()
                .read_to_end(&mut received)
                .unwrap();
            received
        }
    });
    let document = vec![b'x'; 300_000];
    // Until the reader has opened its end the device does not answer, which is an error to try
    // again.
    let sent = std::iter::repeat_with(|| Transport::Device(path.clone()).send(&document, LIMIT))
        .find(|sent| sent.is_ok() || sent.as_ref().is_err_and(PrintError::may_have_printed));
    sent.unwrap().unwrap();
    assert_eq!(reader.join().unwrap().len(), document.len());
}

#[test]
fn a_device_that_nobody_reads_does_not_answer() {
    let folder = tempfile::tempdir().unwrap();
    let path = pipe(folder.path());
    let error = Transport::Device(path).send(DOCUMENT, LIMIT).unwrap_err();
    assert!(matches!(error, PrintError::Unreachable { .. }), "{error}");
}

#[test]
fn a_device_that_takes_a_part_and_blocks_may_have_printed() {
    let folder = tempfile::tempdir().unwrap();
    let path = pipe(folder.path());
    // Open for reading and writing, so that the pipe has a reader that never reads.
    let _stuck = File::options().read(true).write(true).open(&path).unwrap();
    let started = Instant::now();
    let error = Transport::Device(path).send(&huge(), SHORT).unwrap_err();
    assert!(started.elapsed() < LIMIT, "took {:?}", started.elapsed());
    let (taken, kind) = interruption(&error);
    assert!(taken > 0);
    assert_eq!(kind, ErrorKind::TimedOut);
}

#[test]
fn a_full_device_surely_printed_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = pipe(folder.path());
    let _stuck = File::options().read(true).write(true).open(&path).unwrap();
    let transport = Transport::Device(path);
    transport.send(&huge(), SHORT).unwrap_err();
    let error = transport.send(DOCUMENT, SHORT).unwrap_err();
    assert!(!error.may_have_printed(), "{error}");
}

#[test]
fn a_device_that_does_not_exist_is_not_created() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lp9");
    let error = Transport::Device(path.clone())
        .send(DOCUMENT, LIMIT)
        .unwrap_err();
    assert!(!error.may_have_printed());
    assert!(!path.exists());
}

#[test]
fn each_failure_has_a_code_of_its_own() {
    assert_eq!(PrintError::NotConfigured.code(), "printer_not_configured");
    let busy = PrintError::Busy {
        target: "/dev/usb/lp0".to_owned(),
    };
    assert_eq!(
        (busy.code(), busy.may_have_printed()),
        ("printer_busy", false)
    );
}
