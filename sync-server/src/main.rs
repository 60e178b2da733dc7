//! The server's program; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    sync_server::admin::run(std::env::args_os())
}
