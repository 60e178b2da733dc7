//! What a file or a disk refuses arrives as a code.

use register::view::ImportState;
use register::{CommandError, ErrorCode, KeyStoreChoice, OpenRequest, Register, RegisterEvent};

use crate::bench_shop::{BenchShop, WATER, request};

fn open(shop: &BenchShop) -> ErrorCode {
    Register::open(request(&shop.folder, &shop.clock))
        .unwrap_err()
        .code()
}

#[test]
fn a_second_process_is_told_that_the_ledger_is_in_use() {
    let shop = BenchShop::new();
    assert_eq!(open(&shop), ErrorCode::LedgerBusy);
}

#[test]
fn a_lost_key_and_a_wrong_key_are_told_apart() {
    let shop = BenchShop::new();
    let BenchShop {
        folder,
        clock,
        register,
    } = shop;
    register.close();
    let key = folder.path().join("key.json");
    let kept = folder.path().join("kept.json");
    std::fs::rename(&key, &kept).unwrap();
    let reopen = || Register::open(request(&folder, &clock)).unwrap_err().code();
    assert_eq!(reopen(), ErrorCode::LedgerKeyMissing);
    std::fs::write(&key, "{}").unwrap();
    assert_eq!(reopen(), ErrorCode::LedgerKeyMissing);
    let other = BenchShop::new();
    std::fs::copy(other.folder.path().join("key.json"), &key).unwrap();
    assert_eq!(reopen(), ErrorCode::LedgerWrongKey);
    std::fs::copy(&kept, &key).unwrap();
    Register::open(request(&folder, &clock)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_key_file_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let shop = BenchShop::new();
    let key = std::fs::metadata(shop.folder.path().join("key.json")).unwrap();
    assert_eq!(key.permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_refusal_crosses_as_code_message_and_details() {
    let shop = BenchShop::open();
    shop.as_cashier();
    let error = shop
        .register
        .drawer_open(crate::bench_shop::id(), "tukar uang", None)
        .unwrap_err();
    let crossed = CommandError::from(error);
    let json = serde_json::to_value(&crossed).unwrap();
    assert_eq!(json["code"], "approval_required");
    assert_eq!(json["details"]["permission"], "no_sale");
}

#[test]
fn support_looks_without_a_pin_and_sells_nothing() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    shop.pay_cash(None);
    let BenchShop {
        folder,
        clock,
        register,
    } = shop;
    register.close();
    let register =
        Register::open(request(&folder, &clock).without_background().for_support()).unwrap();
    assert_eq!(register.product_by_code(WATER).unwrap().stock_text, "17");
    let verdict = register.ledger_verify().unwrap();
    assert!(verdict.ok, "{verdict:?}");
    assert!(register.doctor().unwrap().ok);
    // No sum of the shop is to be looked at without a person who may see it.
    let mut log = Vec::new();
    let sums = [
        register.shift_report().map(drop),
        register.report_day(None).map(drop),
        register.shift_list(None, 5).map(drop),
        register.ledger_export(&mut log).map(drop),
    ];
    for refused in sums {
        assert_eq!(refused.unwrap_err().code(), ErrorCode::Locked);
    }
    assert!(log.is_empty());
    let backup = register.backup(&folder.path().join("copy.db")).unwrap();
    assert_eq!(backup.entries, verdict.entries);
    let error = register
        .cart_scan(crate::bench_shop::id(), WATER, None)
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::Locked);
    let file = folder.path().join("new.csv");
    std::fs::write(
        &file,
        "barcode;name;price\n4006381333931;Pena;7500\n;Rusak;x\n",
    )
    .unwrap();
    let result = register
        .import_run(&file, None, &mut |_| std::ops::ControlFlow::Continue(()))
        .unwrap();
    assert_eq!(
        (result.state, result.added, result.rejected),
        (ImportState::Done, 1, 1)
    );
    assert_eq!(
        register
            .product_by_code("4006381333931")
            .unwrap()
            .price
            .unwrap()
            .cents,
        750_000
    );
}

#[test]
fn an_import_runs_in_the_background_and_tells_when_it_is_done() {
    let shop = BenchShop::new();
    let file = shop.folder.path().join("catalog.csv");
    std::fs::write(&file, register::sample::CATALOG_CSV).unwrap();
    let path = file.display().to_string();
    let preview = shop.register.import_preview(&path, None).unwrap();
    assert_eq!(preview.mapping.price.as_deref(), Some("price"));
    let events = shop.events();
    shop.register
        .import_start(crate::bench_shop::id(), &path, &preview.mapping)
        .unwrap();
    let limit = std::time::Duration::from_secs(20);
    let is_end = |event: &RegisterEvent| {
        matches!(event, RegisterEvent::ImportProgressed(progress)
            if progress.state == ImportState::Done)
    };
    let mut heard: Vec<RegisterEvent> = Vec::new();
    while !heard.last().is_some_and(is_end) {
        let event = events.recv_timeout(limit);
        heard.push(event.expect("the import did nothing"));
    }
    assert!(heard.contains(&RegisterEvent::CatalogChanged), "{heard:?}");
    let done = shop.register.import_progress().unwrap();
    assert_eq!((done.added, done.rejected), (0, 0), "{done:?}");
    assert_eq!(shop.register.app_status().unwrap().product_count, 394);
    let missing = shop
        .register
        .import_preview("/nowhere.csv", None)
        .unwrap_err();
    assert_eq!(missing.code(), ErrorCode::ImportFileUnreadable);
}

#[test]
fn without_a_keyring_the_key_goes_into_a_file_only_when_asked() {
    if register::keyring_available() {
        eprintln!("skipped: this computer has a keyring");
        return;
    }
    let folder = tempfile::TempDir::new().unwrap();
    let register =
        Register::open(OpenRequest::new(folder.path(), KeyStoreChoice::Keyring)).unwrap();
    let mut input = crate::bench_shop::setup_input();
    input.use_key_file = false;
    assert_eq!(
        register.setup_create(&input).unwrap_err().code(),
        ErrorCode::KeyringMissing
    );
    input.use_key_file = true;
    register.setup_create(&input).unwrap();
    register.close();
    Register::open(OpenRequest::new(folder.path(), KeyStoreChoice::Keyring)).unwrap();
}

#[test]
fn with_a_keyring_the_key_goes_there_and_nowhere_else() {
    if !register::keyring_available() {
        eprintln!("skipped: this computer has no keyring");
        return;
    }
    let folder = tempfile::TempDir::new().unwrap();
    let open = || Register::open(OpenRequest::new(folder.path(), KeyStoreChoice::Keyring));
    let register = open().unwrap();
    let mut input = crate::bench_shop::setup_input();
    input.use_key_file = false;
    register.setup_create(&input).unwrap();
    register.close();
    assert!(!folder.path().join("register.key").exists());
    let opened = open().map(|register| register.app_status().unwrap().alerts);
    let marker = std::fs::read_to_string(folder.path().join("register.json")).unwrap();
    let marker: serde_json::Value = serde_json::from_str(&marker).unwrap();
    let item = keyring::Entry::new("kasapro", marker["ledger_id"].as_str().unwrap()).unwrap();
    item.delete_credential().unwrap();
    assert_eq!(opened.unwrap(), []);
    assert_eq!(open().unwrap_err().code(), ErrorCode::LedgerKeyMissing);
}

#[test]
fn a_damaged_marker_is_told_and_never_taken_for_a_new_shop() {
    let BenchShop {
        folder,
        clock,
        register,
    } = BenchShop::new();
    register.close();
    let marker = folder.path().join("data/register.json");
    std::fs::write(&marker, "{\"version\": 1, \"led").unwrap();
    let error = Register::open(request(&folder, &clock)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::LedgerCorrupted);
}

#[test]
fn an_unfinished_setup_is_moved_aside_and_done_again() {
    let BenchShop {
        folder,
        clock,
        register,
    } = BenchShop::new();
    register.close();
    std::fs::remove_file(folder.path().join("data/register.json")).unwrap();
    let register = Register::open(request(&folder, &clock)).unwrap();
    assert_eq!(
        register.app_status().unwrap_err().code(),
        ErrorCode::NeedsSetup
    );
    register
        .setup_create(&crate::bench_shop::setup_input())
        .unwrap();
    let names = std::fs::read_dir(folder.path().join("data")).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(
        names
            .into_iter()
            .any(|name| name.starts_with("ledger.db.unfinished-"))
    );
}
