//! Recovery codes and backups, as the window uses them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::time::Duration;

use domain::user::Role;
use register::view::{AlertCode, BackupStatusView, RestoreInput, SetupState, TransactionQuery};
use register::{
    ErrorCode, KeyStoreChoice, OpenRequest, Register, RegisterEvent, SupportRequest,
    write_support_file,
};

use crate::bench_shop::{BenchShop, CUP, OWNER_PIN, id};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const PATIENCE: Duration = Duration::from_mins(1);

fn code(shop: &BenchShop) -> String {
    shop.register.recovery_code_new().unwrap().recovery_code
}

fn has_alert(shop: &BenchShop, code: AlertCode) -> bool {
    let alerts = shop.register.app_status().unwrap().alerts;
    alerts.iter().any(|alert| alert.code == code)
}

fn sell(shop: &BenchShop) {
    shop.scan(CUP);
    shop.pay_cash(Some("1000"));
    shop.register.done_dismiss(id()).unwrap();
}

/// The status once it is as wanted: looked at after each event.
fn until(
    shop: &BenchShop,
    events: &Receiver<RegisterEvent>,
    is_wanted: impl Fn(&BackupStatusView) -> bool,
) -> BackupStatusView {
    loop {
        let status = shop.register.backup_status().unwrap();
        if is_wanted(&status) {
            return status;
        }
        let heard = events.recv_timeout(PATIENCE);
        heard.unwrap_or_else(|_| panic!("it stays {status:?}"));
    }
}

fn backup_folder(shop: &BenchShop) -> PathBuf {
    let folder = shop.folder.path().join("usb");
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn files(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = files
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_shop_without_a_code_says_so_until_its_owner_makes_one() {
    let shop = BenchShop::new();
    assert!(has_alert(&shop, AlertCode::RecoveryCodeMissing));
    code(&shop);
    assert!(!has_alert(&shop, AlertCode::RecoveryCodeMissing));
    let shop = shop.restart();
    assert!(!has_alert(&shop, AlertCode::RecoveryCodeMissing));
    let refused = shop.register.recovery_code_new().unwrap_err();
    assert_eq!(refused.code(), ErrorCode::Locked);
    shop.unlock_owner();
    shop.as_cashier();
    let refused = shop.register.recovery_code_new().unwrap_err();
    assert_eq!(refused.code(), ErrorCode::PermissionDenied);
}

#[test]
fn a_code_is_saved_as_a_file_that_names_its_shop() {
    let shop = BenchShop::new();
    let code = code(&shop);
    let path = shop.folder.path().join("code.txt").display().to_string();
    shop.register.recovery_code_save(&path, &code).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.contains("Toko Melati") && text.contains(&code),
        "{text}"
    );
    let refused = shop
        .register
        .recovery_code_save(&path, "rm -rf")
        .unwrap_err();
    assert_eq!(refused.code(), ErrorCode::RecoveryCodeInvalid);
}

#[test]
fn a_register_whose_key_is_lost_waits_for_the_code() {
    let shop = BenchShop::open();
    let code = code(&shop);
    sell(&shop);
    let key = shop.folder.path().join("key.json");
    let BenchShop {
        folder,
        clock,
        register,
    } = shop;
    drop(register);
    fs::remove_file(&key).unwrap();
    let request = crate::bench_shop::request(&folder, &clock).awaiting_key();
    let register = Register::open(request).unwrap();
    let lost = |error: register::AppError| error.code();
    assert_eq!(
        register.setup_status().map_err(lost).unwrap_err(),
        ErrorCode::LedgerKeyMissing
    );
    assert_eq!(
        register.app_status().map_err(lost).unwrap_err(),
        ErrorCode::LedgerKeyMissing
    );
    // Support gets what there is, and reads that the ledger is not in it.
    let file = folder.path().join("support.zip");
    let request = SupportRequest {
        program: "kasapro",
        webview: None,
        data_dir: register.data_dir(),
        register: Ok(&register),
    };
    let told = write_support_file(&file, &request).unwrap();
    assert_eq!(told.missing, ["ledger"]);
    assert!(told.parts.iter().any(|part| part == "missing.json"));
    let wrong = register.ledger_reopen("0000").map_err(lost).unwrap_err();
    assert_eq!(wrong, ErrorCode::RecoveryCodeInvalid);
    register.ledger_reopen(&code).unwrap();
    assert_eq!(register.setup_status().unwrap().state, SetupState::Ready);
    let shop = BenchShop {
        folder,
        clock,
        register,
    };
    shop.unlock_owner();
    sell(&shop);
    assert!(shop.register.ledger_verify().unwrap().ok);
    // It is there again for the next start.
    let shop = shop.restart();
    assert_eq!(
        shop.register.setup_status().unwrap().state,
        SetupState::Ready
    );
}

#[test]
fn the_setup_page_restores_a_backup_and_its_people_unlock_it() {
    let shop = BenchShop::open();
    let recovery_code = code(&shop);
    sell(&shop);
    let file = shop.folder.path().join("shop.db");
    shop.register
        .backup_write(&file.display().to_string())
        .unwrap();

    let other = BenchShop::empty();
    let mut input = RestoreInput {
        path: file.display().to_string(),
        recovery_code: recovery_code.to_lowercase(),
        use_key_file: false,
    };
    let restored = other.register.restore_backup(&input).unwrap();
    assert_eq!((restored.transactions, restored.users), (1, 1));
    assert!(!restored.has_server);
    other.unlock_owner();
    sell(&other);
    let sold = other
        .register
        .transaction_list(&TransactionQuery::default())
        .unwrap();
    let newest = &sold.items[0].receipt_number;
    assert_eq!(newest, &restored.next_receipt_number);
    assert!(other.register.sync_status().unwrap().attention.is_some());
    assert!(!has_alert(&other, AlertCode::RecoveryCodeMissing));
    input.use_key_file = true;
    let again = other.register.restore_backup(&input).unwrap_err();
    assert_eq!(again.code(), ErrorCode::AlreadySetUp);
    let other = other.restart();
    other.unlock_owner();
    sell(&other);
    assert!(other.register.ledger_verify().unwrap().ok);
}

#[test]
fn a_restore_never_overwrites_the_key_of_another_ledger() {
    let shop = BenchShop::open();
    let recovery_code = code(&shop);
    let file = shop.folder.path().join("shop.db");
    shop.register.backup(&file).unwrap();
    let other = BenchShop::new();
    let key = other.folder.path().join("key.json");
    let before = fs::read(&key).unwrap();
    let data = other.folder.path().join("third");
    let register =
        Register::open(OpenRequest::new(data, KeyStoreChoice::File(key.clone()))).unwrap();
    let refused = register.restore_backup(&RestoreInput {
        path: file.display().to_string(),
        recovery_code,
        use_key_file: false,
    });
    assert_eq!(refused.unwrap_err().code(), ErrorCode::AlreadySetUp);
    assert_eq!(fs::read(&key).unwrap(), before);
}

#[test]
fn a_backup_is_made_each_day_and_fourteen_are_kept() {
    let shop = BenchShop::open();
    code(&shop);
    let events = shop.events();
    let folder = backup_folder(&shop);
    fs::write(folder.join("holiday.jpg"), b"not ours").unwrap();
    shop.register
        .backup_folder_set(id(), Some(&folder.display().to_string()))
        .unwrap();
    let mut last = until(&shop, &events, |status| status.last_at_ms.is_some());
    assert_eq!(files(&folder).len(), 2, "{:?}", files(&folder));
    for _ in 0..15 {
        shop.clock.advance_ms(DAY_MS);
        shop.unlock_owner();
        let before = last.last_at_ms;
        last = until(&shop, &events, |status| status.last_at_ms > before);
    }
    let kept = files(&folder);
    assert_eq!(kept.len(), 15, "{kept:?}");
    assert!(kept.contains(&"holiday.jpg".to_owned()));
    let newest = Path::new(last.last_path.as_deref().unwrap());
    assert_eq!(
        newest.file_name().unwrap().to_str(),
        kept.iter()
            .rfind(|name| name.starts_with("kasapro-"))
            .map(String::as_str)
    );
    assert!(ledger::read_attachment(newest).unwrap().is_some());
    assert!(!last.is_failing);
}

#[test]
fn a_backup_that_fails_is_shown_and_stops_no_sale() {
    let shop = BenchShop::open();
    let events = shop.events();
    let folder = backup_folder(&shop);
    shop.register
        .backup_folder_set(id(), Some(&folder.display().to_string()))
        .unwrap();
    let first = until(&shop, &events, |status| status.last_at_ms.is_some());
    fs::remove_dir_all(&folder).unwrap();
    shop.clock.advance_ms(DAY_MS);
    shop.unlock_owner();
    let failed = until(&shop, &events, |status| status.failure.is_some());
    assert_eq!(failed.failure, Some(ErrorCode::NotFound));
    assert_eq!(failed.last_at_ms, first.last_at_ms, "its age is known");
    assert!(has_alert(&shop, AlertCode::BackupFailing));
    sell(&shop);

    fs::create_dir_all(&folder).unwrap();
    shop.unlock_owner();
    let healed = until(&shop, &events, |status| status.failure.is_none());
    assert!(healed.last_at_ms > first.last_at_ms);
    assert!(!has_alert(&shop, AlertCode::BackupFailing));
}

#[test]
fn a_backup_of_the_same_minute_stays_until_the_next_one_is_there() {
    let shop = BenchShop::open();
    let events = shop.events();
    let folder = backup_folder(&shop);
    let choose = || {
        let path = folder.display().to_string();
        shop.register.backup_folder_set(id(), Some(&path)).unwrap();
    };
    choose();
    let first = until(&shop, &events, |status| status.last_at_ms.is_some());
    let path = first.last_path.unwrap();
    // The draft of the next one cannot be made.
    let draft = format!("{path}.part");
    fs::create_dir_all(Path::new(&draft).join("in the way")).unwrap();
    sell(&shop);
    choose();
    until(&shop, &events, |status| status.failure.is_some());
    assert!(Path::new(&path).is_file(), "{:?}", files(&folder));

    let modified = || fs::metadata(&path).unwrap().modified().unwrap();
    let before = modified();
    fs::remove_dir_all(&draft).unwrap();
    choose();
    until(&shop, &events, |_| modified() > before);
    assert_eq!(files(&folder).len(), 1, "{:?}", files(&folder));
}

#[test]
fn the_folder_of_the_backups_is_chosen_by_owners_and_is_not_the_ledgers_own() {
    let shop = BenchShop::new();
    let set = |folder: &str| {
        let refused = shop.register.backup_folder_set(id(), Some(folder));
        refused.unwrap_err().code()
    };
    let own = shop.register.data_dir().display().to_string();
    assert_eq!(set(&own), ErrorCode::SettingsInvalid);
    assert_eq!(set("usb"), ErrorCode::SettingsInvalid);
    assert_eq!(set("/nonexistent/usb"), ErrorCode::NotFound);
    let folder = backup_folder(&shop).display().to_string();
    shop.add("rani", Role::Supervisor, "2468");
    let supervisor = shop.person("rani");
    shop.register.session_unlock(supervisor, "2468").unwrap();
    assert_eq!(set(&folder), ErrorCode::PermissionDenied);
    let file = shop.folder.path().join("own.db").display().to_string();
    let refused = shop.register.backup_write(&file).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::PermissionDenied);
    let owner = shop.person("owner");
    shop.register.session_unlock(owner, OWNER_PIN).unwrap();
    shop.register.backup_folder_set(id(), None).unwrap();
    assert_eq!(shop.register.backup_status().unwrap().folder, None);
}
