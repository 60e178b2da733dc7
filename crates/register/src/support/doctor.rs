//! The checks that support needs first.

use ledger::Health;
use peripherals::Transport;

use crate::error::AppError;
use crate::key::keyring_available;
use crate::register::Register;
use crate::shop::Preferences;
use crate::shop::Shop;
use crate::view::{CheckItem, CheckState, DoctorView, PrinterKind};

/// Less room than this is worth a look: a year of sales of a busy register.
const LOW_DISK_BYTES: u64 = 1_073_741_824;
/// Less room than this refuses the next sale soon.
const NO_DISK_BYTES: u64 = 67_108_864;
/// A log this long means that checkpoints do not run.
const LONG_LOG_BYTES: u64 = 67_108_864;

impl Register {
    /// Checks engine, file, disk, key, clock and printer. Reads every page of the file.
    pub fn doctor(&self) -> Result<DoctorView, AppError> {
        let shop = self.shop()?;
        let health = shop.ledger.health()?;
        let mut checks = engine(&health);
        checks.push(self.file(&shop, &health)?);
        checks.push(disk(&health));
        checks.push(key(&shop));
        checks.push(recovery_code(&shop));
        checks.push(self.clock(&shop));
        checks.push(printer(&shop));
        let queue = shop.queue_view()?;
        checks.push(check(
            "print_queue",
            if queue.failed > 0 {
                CheckState::Warning
            } else {
                CheckState::Ok
            },
            format!("{} waiting, {} failed", queue.waiting, queue.failed),
        ));
        let ok = checks.iter().all(|check| check.state != CheckState::Failed);
        Ok(DoctorView { ok, checks })
    }

    fn file(&self, shop: &Shop, health: &Health) -> Result<CheckItem, AppError> {
        let findings = shop.ledger.integrity()?;
        Ok(match findings.first() {
            None => check(
                "ledger_file",
                CheckState::Ok,
                format!(
                    "{}: {} bytes, {} entries, every page reads back",
                    self.ledger_path().display(),
                    health.file_bytes,
                    health.entry_count
                ),
            ),
            Some(first) => check("ledger_file", CheckState::Failed, first.clone()),
        })
    }

    fn clock(&self, shop: &Shop) -> CheckItem {
        let now_ms = self.utc_ms();
        if shop.clock_is_suspect(now_ms) {
            let detail = "the clock stands before the last entry".to_owned();
            check("clock", CheckState::Warning, detail)
        } else {
            check("clock", CheckState::Ok, format!("{now_ms} ms UTC"))
        }
    }
}

fn engine(health: &Health) -> Vec<CheckItem> {
    let long = health.log_bytes > LONG_LOG_BYTES;
    vec![
        check(
            "sqlite_version",
            CheckState::Ok,
            health.engine_version.clone(),
        ),
        check(
            "cipher_version",
            CheckState::Ok,
            health.cipher_version.clone(),
        ),
        check(
            "schema_version",
            CheckState::Ok,
            health.schema_version.to_string(),
        ),
        check(
            "log_size",
            if long {
                CheckState::Warning
            } else {
                CheckState::Ok
            },
            format!(
                "{} bytes, {} entries not in reports yet",
                health.log_bytes, health.unfolded_count
            ),
        ),
    ]
}

fn disk(health: &Health) -> CheckItem {
    let Some(free) = health.disk_free_bytes else {
        return check(
            "disk",
            CheckState::Warning,
            "the system does not tell".to_owned(),
        );
    };
    let state = match free {
        0..NO_DISK_BYTES => CheckState::Failed,
        NO_DISK_BYTES..LOW_DISK_BYTES => CheckState::Warning,
        _ => CheckState::Ok,
    };
    check("disk", state, format!("{free} bytes free"))
}

fn key(shop: &Shop) -> CheckItem {
    if shop.key_in_file() {
        let keyring = if keyring_available() {
            "available"
        } else {
            "missing"
        };
        check(
            "key",
            CheckState::Warning,
            format!("in a file; the keyring is {keyring}"),
        )
    } else {
        check("key", CheckState::Ok, "in the keyring".to_owned())
    }
}

fn recovery_code(shop: &Shop) -> CheckItem {
    let (state, detail) = match shop.recovery_code_made_ms() {
        Some(made_at_ms) => (CheckState::Ok, format!("made at {made_at_ms} ms UTC")),
        None => (
            CheckState::Warning,
            "none was made: backups open with this computer's key only".to_owned(),
        ),
    };
    check("recovery_code", state, detail)
}

/// Whether the printer is set up; a file or device also whether it is there. Nothing is sent.
fn printer(shop: &Shop) -> CheckItem {
    let Preferences { printer, .. } = &shop.settings().own;
    let Some(printer) = printer else {
        return check("printer", CheckState::Warning, "none is set up".to_owned());
    };
    match crate::printing::transport(printer) {
        Transport::Device(path) if !path.exists() => check(
            "printer",
            CheckState::Warning,
            format!("{} is not there", path.display()),
        ),
        _ if printer.kind == PrinterKind::None => {
            check("printer", CheckState::Warning, "none is set up".to_owned())
        }
        _ => check("printer", CheckState::Ok, printer.target.clone()),
    }
}

fn check(name: &str, state: CheckState, detail: String) -> CheckItem {
    CheckItem {
        name: name.to_owned(),
        state,
        detail,
    }
}
