//! From the global options to an open register.

use std::path::PathBuf;

use register::error::{ErrorCode, ProductError, SetupError};
use register::view::{PersonView, ProductHit};
use register::{AppError, KeyStoreChoice, OpenRequest, Register};

use crate::error::CliError;
use crate::global::{Global, Who};

/// Opens the register of the command line, without background threads.
pub(crate) fn open(global: &Global) -> Result<Register, CliError> {
    Ok(Register::open(request(global)?)?)
}

/// Opens the register for work that only reads. When the disk is full, or the work needs room on
/// it, the work is done once more on a ledger that nothing is written for.
pub(crate) fn read<T>(
    global: &Global,
    work: impl Fn(&Register) -> Result<T, AppError>,
) -> Result<T, CliError> {
    let done = Register::open(request(global)?).and_then(|register| work(&register));
    match done {
        Err(error) if error.code() == ErrorCode::DiskFull => {
            let register = Register::open(request(global)?.to_look())?;
            Ok(work(&register)?)
        }
        other => Ok(other?),
    }
}

/// Opens the register to look into it, however full its disk is.
pub(crate) fn to_look(global: &Global) -> Result<Register, AppError> {
    let request = || request_in(global, data_dir(global));
    match Register::open(request().to_look()) {
        // Only opening it for work tells damage from a key that does not fit.
        Err(error) if error.code() == ErrorCode::LedgerWrongKey => Register::open(request()),
        other => other,
    }
}

/// Opens the register of a command that can set one up. Its data folder is created.
pub(crate) fn open_or_create(global: &Global) -> Result<Register, CliError> {
    Ok(Register::open(request_in(global, data_dir(global)))?)
}

/// How the register of the command line is opened.
pub(crate) fn request(global: &Global) -> Result<OpenRequest, CliError> {
    let data_dir = data_dir(global);
    if !data_dir.is_dir() {
        // A mistyped folder must not be created by looking into it.
        return Err(AppError::from(SetupError::NeedsSetup).into());
    }
    Ok(request_in(global, data_dir))
}

fn request_in(global: &Global, data_dir: PathBuf) -> OpenRequest {
    OpenRequest::new(data_dir, key_store(global))
        .without_background()
        .with_figures(global.figures())
        .for_support()
}

/// Opens the register and unlocks it for a person.
pub(crate) fn open_for(global: &Global, who: &Who) -> Result<Register, CliError> {
    // Asked for first: a wrong command line is not worth opening a ledger.
    let pin = who.pin.read()?;
    unlock_with(open(global)?, &who.user, &pin)
}

/// Unlocks an open register for a person.
pub(crate) fn unlock(register: Register, who: &Who) -> Result<Register, CliError> {
    let pin = who.pin.read()?;
    unlock_with(register, &who.user, &pin)
}

fn unlock_with(register: Register, username: &str, pin: &str) -> Result<Register, CliError> {
    let person = person(&register, username)?;
    register.session_unlock(person.user_id, pin)?;
    Ok(register)
}

/// The person with a username.
fn person(register: &Register, username: &str) -> Result<PersonView, CliError> {
    let people = register.people()?;
    people
        .into_iter()
        .find(|person| person.username == username)
        .ok_or_else(|| CliError::UnknownUser {
            username: username.to_owned(),
        })
}

/// The product of a code.
pub(crate) fn product(register: &Register, code: &str) -> Result<ProductHit, CliError> {
    known_product(register, code)?.ok_or_else(|| CliError::UnknownCode {
        code: code.to_owned(),
    })
}

/// The product of a code, if there is one.
pub(crate) fn known_product(
    register: &Register,
    code: &str,
) -> Result<Option<ProductHit>, CliError> {
    match register.product_by_code(code) {
        Ok(product) => Ok(Some(product)),
        Err(AppError::Product(ProductError::NotFound)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// `--data`, else `KASAPRO_DATA`, else where the window keeps its data.
pub(crate) fn data_dir(global: &Global) -> PathBuf {
    global.data().unwrap_or_else(register::default_data_dir)
}

/// `--key-file`, else `KASAPRO_KEY_FILE`, else the keyring.
pub(crate) fn key_store(global: &Global) -> KeyStoreChoice {
    let file = global.key_file();
    // The register remembers the path: it has to be the same file from any folder.
    let lasting = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
    file.map_or(KeyStoreChoice::Keyring, |path| {
        KeyStoreChoice::File(lasting(path))
    })
}
