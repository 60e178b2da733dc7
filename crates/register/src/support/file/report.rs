//! The documents of a file for support. Each names the fields that go into it, so that a new one
//! does not slip in.

use std::env::consts::{ARCH, OS};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::SupportRequest;
use crate::backup::BackupRecord;
use crate::error::CommandError;
use crate::register::Register;
use crate::settings::input_of;
use crate::source::{Clock as _, SystemSource};
use crate::support::about::about;
use crate::view::{AboutView, DoctorView, PrinterInput, SettingsInput, SyncStatusView, TaxInput};

/// Versions, and when this was.
pub(super) fn program(request: &SupportRequest<'_>) -> Value {
    let AboutView {
        version,
        schema_version,
        sqlite_version,
        data_dir,
    } = about(request.data_dir);
    let now = SystemSource.read();
    json!({
        "program": request.program,
        "version": version,
        "schema_version": schema_version,
        "sqlite_version": sqlite_version,
        "webview_version": request.webview,
        "system": OS,
        "system_version": system_version(),
        "processor": ARCH,
        "data_dir": data_dir,
        "made_at_ms": now.utc_ms,
        "utc_offset_minutes": now.utc_offset_minutes,
    })
}

/// What a distribution calls itself.
fn system_version() -> Option<String> {
    let release = fs::read_to_string("/etc/os-release").ok()?;
    let name = release
        .lines()
        .find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    Some(name.trim_matches('"').to_owned())
}

/// The ledger's files and their sizes; others may be named after anybody.
pub(super) fn files(data_dir: &Path) -> Value {
    let found = fs::read_dir(data_dir).into_iter().flatten().flatten();
    let mut files: Vec<(String, Option<u64>)> = found
        .filter_map(|file| {
            let name = file.file_name().to_str()?.to_owned();
            let size = file.metadata().ok().map(|metadata| metadata.len());
            name.starts_with("ledger.").then_some((name, size))
        })
        .collect();
    files.sort();
    let shown = |(name, bytes)| json!({ "name": name, "bytes": bytes });
    json!(files.into_iter().map(shown).collect::<Vec<_>>())
}

/// Settings that decide how the program works; no text that a person typed for receipts.
pub(super) fn settings(register: &Register) -> Result<Value, CommandError> {
    let shop = register.shop()?;
    let record = BackupRecord::read(&shop.ledger)?;
    let SettingsInput {
        store_name: _,
        address: _,
        phone: _,
        receipt_header: _,
        receipt_footer: _,
        language,
        theme,
        text_scale,
        printer,
        tax,
        rounding,
        business_day_cutoff_minutes,
        discount_limit_percent_text,
        over_short_limit_text,
        auto_lock_minutes,
        sound_volume,
        barcode_masks,
    } = input_of(&shop.settings(), shop.money()?);
    Ok(json!({
        "language": language,
        "theme": theme,
        "text_scale": text_scale,
        "currency": shop.money()?.currency_view(),
        "printer": printer_report(&printer),
        "tax": tax_report(&tax),
        "rounding": rounding,
        "business_day_cutoff_minutes": business_day_cutoff_minutes,
        "discount_limit_percent": discount_limit_percent_text,
        "over_short_limit": over_short_limit_text,
        "auto_lock_minutes": auto_lock_minutes,
        "sound_volume": sound_volume,
        "barcode_masks": barcode_masks,
        "key_in_file": shop.key_in_file(),
        "recovery_code_made_ms": shop.recovery_code_made_ms(),
        "backup": {
            "has_folder": record.folder.is_some(),
            "last_at_ms": record.last.map(|last| last.at_ms),
            "failure": record.failure,
        },
    }))
}

/// What the doctor finds, without the printer's address.
pub(super) fn doctor(register: &Register) -> Result<DoctorView, CommandError> {
    Ok(without_address(register.doctor()?))
}

fn without_address(mut found: DoctorView) -> DoctorView {
    for check in &mut found.checks {
        if check.name == "printer" {
            "its address is left out".clone_into(&mut check.detail);
        }
    }
    found
}

fn printer_report(printer: &PrinterInput) -> Value {
    let PrinterInput {
        kind,
        target: _,
        columns,
        cut,
        kick_drawer,
        drawer_pin,
        code_page,
    } = printer;
    json!({
        "kind": kind,
        "columns": columns,
        "cut": cut,
        "kick_drawer": kick_drawer,
        "drawer_pin": drawer_pin,
        "code_page": code_page,
    })
}

fn tax_report(tax: &TaxInput) -> Value {
    let TaxInput {
        mode,
        name: _,
        rate_text,
        base_numerator,
        base_denominator,
        inclusive,
    } = tax;
    json!({
        "mode": mode,
        "rate_percent": rate_text,
        "base": format!("{base_numerator}/{base_denominator}"),
        "inclusive": inclusive,
    })
}

/// How far the sync is, and what it stumbles over. The server's address may name the shop.
pub(super) fn sync(register: &Register) -> Result<Value, CommandError> {
    let SyncStatusView {
        revision: _,
        state,
        server: _,
        organization_name: _,
        waiting_entries,
        waiting_transactions,
        oldest_waiting_ms,
        offline_since_ms,
        last_push_ms,
        last_pull_ms,
        last_error,
        attention,
        quarantined,
        conflicts,
        server_offset_ms,
        registers,
    } = register.sync_status()?;
    Ok(json!({
        "state": state,
        "waiting_entries": waiting_entries,
        "waiting_transactions": waiting_transactions,
        "oldest_waiting_ms": oldest_waiting_ms,
        "offline_since_ms": offline_since_ms,
        "last_push_ms": last_push_ms,
        "last_pull_ms": last_pull_ms,
        "last_error": last_error.map(|error| error.code),
        "attention": attention.map(|attention| attention.code),
        "quarantined": quarantined,
        "conflicts": conflicts.len(),
        "server_offset_ms": server_offset_ms,
        "registers": registers.len(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{CheckItem, CheckState};

    #[test]
    fn the_address_of_the_printer_stays_in_the_shop() {
        let check = |name: &str, detail: &str| CheckItem {
            name: name.to_owned(),
            state: CheckState::Ok,
            detail: detail.to_owned(),
        };
        let checks = vec![check("printer", "192.168.1.7:9100"), check("disk", "9 GB")];
        let told = without_address(DoctorView { ok: true, checks });
        let text = serde_json::to_string(&told).expect("a document");
        assert!(!text.contains("192.168"), "{text}");
        assert!(text.contains("9 GB"), "{text}");
    }
}
