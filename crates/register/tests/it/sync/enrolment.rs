//! Becoming known to a server.

use std::net::TcpListener;

use domain::user::Role;
use protocol::RefusalCode;
use register::view::{JoinInput, PrinterInput, SyncState};
use register::{ErrorCode, Register};
use tempfile::TempDir;

use super::{entries, founded, sell};
use crate::bench_shop::{BenchShop, CASHIER_PIN, OWNER_PIN, id};
use test_support::scripted_server::{CODE, ScriptedServer};

#[test]
fn a_shop_brings_its_whole_log_and_its_people_along() {
    let server = ScriptedServer::start().unwrap();
    let (shop, _ear) = founded(&server);
    let status = shop.register.sync_status().unwrap();
    assert_eq!(status.organization_name.as_deref(), Some("Toko Uji"));
    assert_eq!(status.server, Some(server.url()));
    let world = server.world();
    assert_eq!(world.entries.len(), entries(&shop.register));
    let names: Vec<&str> = world
        .profiles
        .iter()
        .map(|one| one.profile.username.as_str())
        .collect();
    assert_eq!(names, ["owner"]);
    assert!(world.profiles[0].profile.pin_hash.is_some());
}

#[test]
fn enrolling_again_at_the_same_server_changes_nothing_and_elsewhere_is_refused() {
    let server = ScriptedServer::start().unwrap();
    let (shop, _ear) = founded(&server);
    shop.register
        .enrol_found(id(), &server.url(), CODE)
        .unwrap();
    assert_eq!(server.world().enrolments, 1);
    let other = shop
        .register
        .enrol_found(id(), "https://other.example", CODE);
    assert_eq!(other.unwrap_err().code(), ErrorCode::SyncAlreadyEnrolled);
}

#[test]
fn a_server_that_forgot_its_register_lets_it_in_again_with_a_code() {
    let server = ScriptedServer::start().unwrap();
    let (shop, ear) = founded(&server);
    server.world().refuses = Some(RefusalCode::NotEnrolled);
    sell(&shop.register);
    let wrong = shop.register.enrol_found(id(), &server.url(), "AAAA-AAAA");
    assert_eq!(wrong.unwrap_err().code(), ErrorCode::SyncCodeInvalid);
    shop.register
        .enrol_found(id(), &server.url(), CODE)
        .unwrap();
    assert_eq!(server.world().enrolments, 2);
    ear.until_synced(&shop.register);
    assert_eq!(server.world().entries.len(), entries(&shop.register));
}

#[test]
fn what_cannot_be_enrolled_says_why_and_changes_nothing() {
    let server = ScriptedServer::start().unwrap();
    let shop = BenchShop::new();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let table = [
        ("http://sync.example.id", CODE, ErrorCode::SyncUrlNotSecure),
        ("sync example", CODE, ErrorCode::SyncUrlInvalid),
        (nobody.as_str(), CODE, ErrorCode::SyncUnreachable),
        (&server.url(), "WRNG-C0DE", ErrorCode::SyncCodeInvalid),
    ];
    for (url, code, expected) in table {
        let refused = shop.register.enrol_found(id(), url, code);
        assert_eq!(refused.unwrap_err().code(), expected, "{url} {code}");
    }
    shop.add("cashier", Role::Cashier, CASHIER_PIN);
    let cashier = shop.person("cashier");
    shop.register.session_unlock(cashier, CASHIER_PIN).unwrap();
    let refused = shop.register.enrol_found(id(), &server.url(), CODE);
    assert_eq!(refused.unwrap_err().code(), ErrorCode::PermissionDenied);
    let status = shop.register.sync_status().unwrap();
    assert_eq!(
        (status.state, status.server),
        (SyncState::NotEnrolled, None)
    );
    assert_eq!(
        shop.register.sync_now().unwrap_err().code(),
        ErrorCode::SyncNotEnrolled
    );
}

/// A server with a shop that somebody founded.
fn server_with_a_shop() -> ScriptedServer {
    let founding = ScriptedServer::start().unwrap();
    let (_shop, _ear) = founded(&founding);
    let server = ScriptedServer::start().unwrap();
    let known = founding.world();
    server.world().organization_id = known.organization_id;
    server.world().store_id = known.store_id;
    server.world().pepper.clone_from(&known.pepper);
    server.world().feed.clone_from(&known.feed);
    drop(known);
    server
}

fn join_input(server: &ScriptedServer) -> JoinInput {
    JoinInput {
        server_url: server.url(),
        code: CODE.to_owned(),
        register_name: "Kasir 2".to_owned(),
        printer: PrinterInput::default(),
        use_key_file: true,
    }
}

fn unlock_owner(register: &Register) {
    let people = register.people().unwrap();
    let owner = people.iter().find(|person| person.username == "owner");
    register
        .session_unlock(owner.unwrap().user_id, OWNER_PIN)
        .unwrap();
}

#[test]
fn the_people_of_a_joined_shop_unlock_the_new_register_at_once() {
    let server = server_with_a_shop();
    let shop = BenchShop::empty();
    let command = id();
    let status = shop
        .register
        .enrol_join(command, &join_input(&server))
        .unwrap();
    assert_eq!(status.store_name, "Toko Melati");
    assert_eq!(status.register_name, "Kasir 2");
    unlock_owner(&shop.register);
    let shop = shop.restart();
    unlock_owner(&shop.register);
    let repeated = shop.register.enrol_join(command, &join_input(&server));
    assert_eq!(repeated.unwrap().register_name, "Kasir 2");
    let again = shop.register.enrol_join(id(), &join_input(&server));
    assert_eq!(again.unwrap_err().code(), ErrorCode::AlreadySetUp);
}

#[test]
fn a_join_whose_answer_was_lost_is_repeated_as_the_same_register() {
    let server = server_with_a_shop();
    let shop = BenchShop::empty();
    server.world().loses = 1;
    let lost = shop.register.enrol_join(id(), &join_input(&server));
    assert_eq!(lost.unwrap_err().code(), ErrorCode::SyncUnreachable);
    let first = server.world().register_id;
    // As after a crash: another process tries again.
    let shop = shop.restart();
    shop.register
        .enrol_join(id(), &join_input(&server))
        .unwrap();
    assert_eq!(server.world().register_id, first);
    assert_eq!(server.world().enrolments, 2);
    unlock_owner(&shop.register);
}

#[test]
fn a_join_that_broke_while_fetching_goes_on_without_enrolling_again() {
    let server = server_with_a_shop();
    let shop = BenchShop::empty();
    server.world().refuses = Some(RefusalCode::Unavailable);
    let broken = shop.register.enrol_join(id(), &join_input(&server));
    assert_eq!(broken.unwrap_err().code(), ErrorCode::SyncServerBusy);
    server.world().refuses = None;
    let shop = shop.restart();
    shop.register
        .enrol_join(id(), &join_input(&server))
        .unwrap();
    assert_eq!(server.world().enrolments, 1);
    assert_eq!(server.world().entries.len(), 1, "one opening, sent once");
    unlock_owner(&shop.register);
}

#[test]
fn a_shop_without_people_cannot_be_joined_yet() {
    let server = ScriptedServer::start().unwrap();
    let shop = BenchShop::empty();
    let early = shop.register.enrol_join(id(), &join_input(&server));
    assert_eq!(early.unwrap_err().code(), ErrorCode::SyncShopIncomplete);
    let folder: &TempDir = &shop.folder;
    assert!(!folder.path().join("data/register.json").exists());
    assert!(!folder.path().join("data/snapshot.part").exists());
}
