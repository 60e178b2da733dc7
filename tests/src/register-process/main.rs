//! A register as a process that a test can kill: `register-process selling|cart DATA KEY_FILE
//! SEED`.

mod cart;
mod selling;

use std::io::{self, Write as _};

use anyhow::{Result, bail};
use register::{KeyStoreChoice, OpenRequest, Register};
use serde::Serialize;
use test_support::random::SeededRandom;
use test_support::shop::{PIN, USERNAME, unlock};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mode, data, key_file, seed] = arguments.as_slice() else {
        bail!("register-process selling|cart DATA KEY_FILE SEED");
    };
    let key = KeyStoreChoice::File(key_file.into());
    let register = Register::open(OpenRequest::new(data, key))?;
    unlock(&register, USERNAME, PIN)?;
    let random = SeededRandom::new(seed.parse()?);
    match mode.as_str() {
        "selling" => selling::run(&register, random)?,
        "cart" => cart::run(&register, random)?,
        other => bail!("{other:?} is no mode"),
    }
    register.close();
    Ok(())
}

/// Prints a step at once, because buffered output is lost with the process.
fn print(step: &impl Serialize) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string(step)?)?;
    Ok(out.flush()?)
}
