//! The desktop program: hands over to the library at once.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    match kasapro_lib::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // With a closed output nobody reads it.
            writeln!(std::io::stderr(), "kasapro: {error}").ok();
            ExitCode::FAILURE
        }
    }
}
