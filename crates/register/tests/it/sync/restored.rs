//! A ledger that came back from a backup.

use std::fs;
use std::path::Path;

use register::view::{SyncAttentionCode, SyncState};

use super::{Ear, founded, sell};
use crate::bench_shop::BenchShop;
use test_support::scripted_server::ScriptedServer;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file() {
            fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
    }
}

/// The shop with its data folder as it was before two sales that the server has.
fn restored(server: &ScriptedServer) -> (BenchShop, Ear) {
    let (shop, ear) = founded(server);
    let data = shop.folder.path().join("data");
    let backup = shop.folder.path().join("backup");
    let file = backup.join("ledger.db");
    fs::create_dir_all(&backup).unwrap();
    shop.register.backup(&file).unwrap();
    sell(&shop.register);
    sell(&shop.register);
    ear.until_synced(&shop.register);
    shop.register.listen(|_| {});
    let BenchShop {
        folder,
        clock,
        register,
    } = shop;
    drop(register);
    for name in ["ledger.db", "ledger.db-wal", "ledger.db-shm"] {
        fs::remove_file(data.join(name)).ok();
    }
    copy(&backup, &data);
    let request = crate::bench_shop::request(&folder, &clock);
    let register = register::Register::open(request).unwrap();
    let shop = BenchShop {
        folder,
        clock,
        register,
    };
    let ear = Ear::of(&shop.register);
    shop.unlock_owner();
    (shop, ear)
}

#[test]
fn a_restored_register_goes_on_in_a_new_epoch_and_says_so_until_the_owner_has_read_it() {
    let server = ScriptedServer::start().unwrap();
    let (shop, ear) = restored(&server);
    sell(&shop.register);
    let status = ear.until(&shop.register, |status| status.waiting_entries == 0);
    assert_eq!(status.state, SyncState::Attention);
    let attention = status.attention.unwrap();
    assert_eq!(attention.code, SyncAttentionCode::RegisterCopied);
    assert!(attention.can_dismiss);
    let world = server.world();
    let epochs: Vec<_> = world.entries.iter().map(|entry| entry.epoch).collect();
    assert_ne!(epochs.first(), epochs.last());
    let sales = |entry: &&domain::entry::ExportedEntry| {
        entry.kind == domain::entry::EntryKind::TransactionCompleted
    };
    assert_eq!(
        world.entries.iter().filter(sales).count(),
        3,
        "two forgotten, one new"
    );
    let last = world.entries.iter().rfind(sales).unwrap();
    // A number of its own: those of the lost sales began with `A1-`.
    assert!(last.body.contains("\"A1."), "{}", last.body);
    assert!(last.body.contains("-000001\""), "{}", last.body);
    drop(world);
    shop.register
        .sync_attention_dismiss(attention.code)
        .unwrap();
    ear.until_synced(&shop.register);
    // It does not come again.
    shop.register.listen(|_| {});
    let shop = shop.restart();
    assert_eq!(shop.register.sync_status().unwrap().attention, None);
}
