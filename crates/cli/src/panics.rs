//! A defect of this program is noted where support looks.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use register::{Clock as _, SystemSource};

/// What the window of the same shop does not write to.
const FILE: &str = "kasaproctl.log";

/// Reports a panic on the standard error, and in the folder of the logs where there is one.
pub(crate) fn note_in(logs: PathBuf) {
    register::report_panics(move |text| {
        writeln!(io::stderr(), "kasaproctl: {text}").ok();
        // A shop that never had a window has no such folder.
        append(&logs.join(FILE), text).ok();
    });
}

fn append(file: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(file)?;
    writeln!(file, "[{} ms UTC] {text}", SystemSource.read().utc_ms)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::thread;

    use super::*;

    #[test]
    fn a_panic_is_noted_beside_the_log_of_the_window() {
        let logs = tempfile::tempdir().expect("a folder");
        let usual = std::panic::take_hook();
        note_in(logs.path().to_owned());
        let ended = thread::spawn(|| panic!("out of paper")).join();
        std::panic::set_hook(usual);
        assert!(ended.is_err(), "nothing panicked");
        let noted = fs::read_to_string(logs.path().join(FILE)).expect("a note");
        assert!(noted.contains("out of paper"), "noted was: {noted}");
    }
}
