//! `kasapro --version`, for whoever asks without opening the window.

use std::io::Write as _;

/// Prints the version where the command line asks for it; says whether it did.
pub(crate) fn print_if_asked() -> bool {
    let asked = std::env::args_os()
        .skip(1)
        .any(|argument| argument == "--version" || argument == "-V");
    if asked {
        // With a closed output nobody reads it.
        writeln!(std::io::stdout(), "kasapro {}", env!("CARGO_PKG_VERSION")).ok();
    }
    asked
}
