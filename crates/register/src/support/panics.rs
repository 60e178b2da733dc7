//! What a panic leaves for support.

use std::backtrace::Backtrace;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::thread;

use crate::source::{Clock as _, SystemSource};

/// Writes each panic to the standard error and to a file, where its folder is there.
///
/// Not through a logger: a logger that cannot write panics, and a panic in here ends the program.
pub fn note_panics_in(file: PathBuf) {
    report_panics(move |text| {
        writeln!(io::stderr(), "{text}").ok();
        append(&file, text).ok();
    });
}

fn append(file: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(file)?;
    writeln!(file, "[{} ms UTC] {text}", SystemSource.read().utc_ms)
}

/// Calls `report` with where a thread panics, from any thread, instead of what Rust prints.
///
/// Only a message that stands in the source text is in it: any other was put together from values,
/// and may hold a name or a key.
fn report_panics(report: impl Fn(&str) + Send + Sync + 'static) {
    std::panic::set_hook(Box::new(move |info| report(&description(info))));
}

fn description(info: &PanicHookInfo<'_>) -> String {
    let thread = thread::current();
    let thread = thread.name().unwrap_or("without a name");
    let place = info
        .location()
        .map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    let message = info.payload().downcast_ref::<&'static str>().copied();
    let message = message.unwrap_or("a message with values, which are kept out of the log");
    format!(
        "a defect of the program: the thread {thread:?} panicked at {place}: {message}\n{}",
        Backtrace::force_capture()
    )
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    fn described(panic: impl FnOnce() + Send + 'static) -> String {
        let text = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&text);
        let usual = std::panic::take_hook();
        report_panics(move |text| text.clone_into(&mut kept.lock().expect("a text")));
        let thread = thread::Builder::new().name("counter".to_owned());
        let ended = thread.spawn(panic).expect("a thread").join();
        std::panic::set_hook(usual);
        assert!(ended.is_err(), "nothing panicked");
        let text = text.lock().expect("a text");
        text.clone()
    }

    // One test: the hook belongs to the whole process.
    #[test]
    fn a_panic_tells_its_place_and_no_value() {
        let text = described(|| panic!("the drawer is gone"));
        for part in ["\"counter\"", "panics.rs:", "the drawer is gone"] {
            assert!(text.contains(part), "{part} is not in: {text}");
        }
        let pin = "4826".to_owned();
        let text = described(move || panic!("no user with the PIN {pin}"));
        assert!(text.contains("panics.rs:"), "no place in: {text}");
        assert!(!text.contains("4826"), "a PIN is in: {text}");
        let logs = tempfile::tempdir().expect("a folder");
        let file = logs.path().join("panics.log");
        let usual = std::panic::take_hook();
        note_panics_in(file.clone());
        let ended = thread::spawn(|| panic!("out of paper")).join();
        std::panic::set_hook(usual);
        assert!(ended.is_err(), "nothing panicked");
        let noted = std::fs::read_to_string(file).expect("a note");
        assert!(noted.contains("out of paper"), "noted was: {noted}");
    }
}
