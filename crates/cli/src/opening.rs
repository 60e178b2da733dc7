//! From the global options to an open register.

use std::path::PathBuf;

use register::view::{PersonView, ProductHit};
use register::{AppError, KeyStoreChoice, OpenRequest, Register};

use crate::args::{Cli, Command, Who};
use crate::failure::Failure;

/// Opens the register of the command line, without threads for printing and upkeep.
pub(crate) fn open(cli: &Cli) -> Result<Register, Failure> {
    Ok(Register::open(request(cli)?)?)
}

/// How the register of the command line is opened.
pub(crate) fn request(cli: &Cli) -> Result<OpenRequest, Failure> {
    let data_dir = data_dir(cli);
    let makes_a_shop = matches!(
        cli.command,
        Command::Init(_) | Command::Demo | Command::Enroll(_)
    );
    if !makes_a_shop && !data_dir.is_dir() {
        // A mistyped folder is not created by looking into it.
        return Err(AppError::NeedsSetup.into());
    }
    Ok(OpenRequest::new(data_dir, key_store(cli))
        .without_background()
        .for_support())
}

/// Opens the register and unlocks it for a person.
pub(crate) fn open_for(cli: &Cli, who: &Who) -> Result<Register, Failure> {
    unlock(open(cli)?, who)
}

/// Unlocks an open register for a person.
pub(crate) fn unlock(register: Register, who: &Who) -> Result<Register, Failure> {
    let person = person(&register, &who.user)?;
    register.session_unlock(person.user_id, &who.pin)?;
    Ok(register)
}

/// The person with a username.
fn person(register: &Register, username: &str) -> Result<PersonView, Failure> {
    let people = register.people()?;
    people
        .into_iter()
        .find(|person| person.username == username)
        .ok_or_else(|| Failure::UnknownUser {
            username: username.to_owned(),
        })
}

/// The product that a code stands for.
pub(crate) fn product(register: &Register, code: &str) -> Result<ProductHit, Failure> {
    known_product(register, code)?.ok_or_else(|| Failure::UnknownCode {
        code: code.to_owned(),
    })
}

/// The product that a code stands for, if there is one.
pub(crate) fn known_product(
    register: &Register,
    code: &str,
) -> Result<Option<ProductHit>, Failure> {
    match register.product_by_code(code) {
        Ok(product) => Ok(Some(product)),
        Err(AppError::ProductNotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// `--data`, else `KASAPRO_DATA`, else where the window keeps its data.
fn data_dir(cli: &Cli) -> PathBuf {
    let chosen = cli.data.clone().or_else(|| variable("KASAPRO_DATA"));
    chosen.unwrap_or_else(register::default_data_dir)
}

/// `--key-file`, else `KASAPRO_KEY_FILE`, else the keyring.
pub(crate) fn key_store(cli: &Cli) -> KeyStoreChoice {
    let file = cli
        .key_file
        .clone()
        .or_else(|| variable("KASAPRO_KEY_FILE"));
    // The register remembers the path: it has to be the same file from any folder.
    let lasting = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
    file.map_or(KeyStoreChoice::Keyring, |path| {
        KeyStoreChoice::File(lasting(path))
    })
}

/// A variable of the environment; an empty one counts as unset.
fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}
