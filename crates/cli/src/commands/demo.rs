//! `demo`: a shop to try things in. The PINs of its people are public.

use register::error::SetupError;
use register::view::{
    AlertCode, CatalogChoice, Language, PrinterInput, Role, SetupInput, SetupState, SetupTax,
    StatusView, UserInput,
};
use register::{AppError, KeyStoreChoice, Register, keyring_available};
use serde_json::{Value, json};

use super::command_id;
use crate::error::CliError;
use crate::global::Global;
use crate::opening;
use crate::output::{CommandOutput, word};

/// Somebody who works in the demonstration shop.
struct DemoPerson {
    username: &'static str,
    full_name: &'static str,
    role: Role,
    pin: &'static str,
}

const OWNER: DemoPerson = DemoPerson {
    username: "sari",
    full_name: "Sari Wulandari",
    role: Role::Owner,
    pin: "4826",
};
const STAFF: [DemoPerson; 2] = [
    DemoPerson {
        username: "agus",
        full_name: "Agus Pratama",
        role: Role::Supervisor,
        pin: "3759",
    },
    DemoPerson {
        username: "dewi",
        full_name: "Dewi Lestari",
        role: Role::Cashier,
        pin: "2604",
    },
];

/// Makes the shop, or completes the one that an earlier run began.
pub(crate) fn run(global: &Global) -> Result<CommandOutput, CliError> {
    let register = opening::open_or_create(global)?;
    let is_new = register.setup_status()?.state == SetupState::NeedsSetup;
    let key_in_folder =
        opening::key_store(global) == KeyStoreChoice::Keyring && !keyring_available();
    let recovery_code = if is_new {
        register.setup_create(&shop(key_in_folder))?;
        Some(register.recovery_code_new()?.recovery_code)
    } else {
        None
    };
    add_missing_staff(&register)?;
    let status = register.app_status()?;
    let people: Vec<Value> = everybody()
        .map(|person| {
            json!({
                "username": person.username,
                "full_name": person.full_name,
                "role": person.role,
                "pin": person.pin,
            })
        })
        .collect();
    let document = json!({
        "created": is_new,
        "store_name": status.store_name,
        "product_count": status.product_count,
        "data_dir": register.data_dir(),
        "key_in_file": key_in_file(&status),
        "people": people,
        "recovery_code": recovery_code,
    });
    Ok(CommandOutput::new(&document, text(&register, &status)))
}

/// Whoever copies the data folder together with its key can read the ledger.
pub(super) const KEY_FILE_WARNING: &str =
    "The key lies in a file, not in a keyring: enough for trying, not for trade.";

fn everybody() -> impl Iterator<Item = &'static DemoPerson> {
    std::iter::once(&OWNER).chain(&STAFF)
}

fn shop(use_key_file: bool) -> SetupInput {
    SetupInput {
        language: Language::Id,
        store_name: "Toko Contoh".to_owned(),
        address: "Jl. Melati No. 7, Bandung".to_owned(),
        phone: "022-555-0107".to_owned(),
        currency: "IDR".to_owned(),
        owner_name: OWNER.full_name.to_owned(),
        owner_username: OWNER.username.to_owned(),
        pin: OWNER.pin.to_owned(),
        register_name: "Kasir 1".to_owned(),
        tax: SetupTax::PpnInclusive,
        catalog: CatalogChoice::Sample,
        printer: PrinterInput::default(),
        use_key_file,
    }
}

/// An earlier run may have been interrupted after the setup. Any other shop is left as it is.
fn add_missing_staff(register: &Register) -> Result<(), CliError> {
    let people = register.people()?;
    let is_there =
        |person: &&DemoPerson| people.iter().any(|known| known.username == person.username);
    if !is_there(&&OWNER) {
        return Err(AppError::from(SetupError::AlreadySetUp).into());
    }
    let missing: Vec<&DemoPerson> = STAFF.iter().filter(|person| !is_there(person)).collect();
    let owner = people.iter().find(|known| known.username == OWNER.username);
    if let (false, Some(owner)) = (missing.is_empty(), owner) {
        register.session_unlock(owner.user_id, OWNER.pin)?;
    }
    for person in missing {
        let input = UserInput {
            username: person.username.to_owned(),
            full_name: person.full_name.to_owned(),
            role: person.role,
            pin: person.pin.to_owned(),
        };
        register.user_add(command_id(), &input)?;
    }
    Ok(())
}

/// Whether the key is in a file.
pub(super) fn key_in_file(status: &StatusView) -> bool {
    status
        .alerts
        .iter()
        .any(|alert| alert.code == AlertCode::KeyFileInUse)
}

fn text(register: &Register, status: &StatusView) -> String {
    let StatusView {
        store_name,
        product_count,
        ..
    } = status;
    let mut lines = vec![
        format!(
            "{store_name} in {}: {product_count} products.",
            register.data_dir().display()
        ),
        "These people can unlock it:".to_owned(),
    ];
    lines.extend(everybody().map(|person| {
        let role = word(person.role);
        format!(
            "  {:<8} {:<16} {role:<11} PIN {}",
            person.username, person.full_name, person.pin
        )
    }));
    if key_in_file(status) {
        lines.push(KEY_FILE_WARNING.to_owned());
    }
    lines.join("\n")
}
