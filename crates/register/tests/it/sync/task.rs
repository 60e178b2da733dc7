//! The thread that keeps both sides together.

use std::time::{Duration, Instant};

use domain::entry::EntryBody;
use domain::feed::{FeedChange, StoreState};
use domain::money::Cents;
use domain::store::StoreSettings;
use protocol::RefusalCode;
use register::view::{AlertCode, SyncAttentionCode, SyncState};
use register::{ErrorCode, RegisterEvent};
use uuid::Uuid;

use super::{Ear, entries, founded, sell};
use crate::bench_shop::{BenchShop, CUP, id};
use test_support::scripted_server::{CODE, ScriptedServer};

#[test]
fn a_sale_goes_up_by_itself_and_once_though_answers_are_lost() {
    let server = ScriptedServer::start().unwrap();
    let (shop, ear) = founded(&server);
    for lost in [0, 1, 1] {
        server.world().loses = lost;
        sell(&shop.register);
        shop.register.sync_now().unwrap();
        ear.until_synced(&shop.register);
    }
    let world = server.world();
    assert_eq!(world.entries.len(), entries(&shop.register));
    let mut ids: Vec<Uuid> = world.entries.iter().map(|entry| entry.entry_id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), world.entries.len());
}

#[test]
fn without_the_server_the_shop_sells_and_says_since_when() {
    let server = ScriptedServer::start().unwrap();
    let (shop, ear) = founded(&server);
    server.world().is_away = true;
    sell(&shop.register);
    shop.register.sync_now().unwrap();
    let status = ear.until(&shop.register, |status| status.state == SyncState::Offline);
    assert_eq!(
        (status.waiting_entries, status.waiting_transactions),
        (1, 1)
    );
    assert!(status.offline_since_ms.is_some() && status.oldest_waiting_ms.is_some());
    assert_eq!(status.last_error.unwrap().code, ErrorCode::SyncUnreachable);
    sell(&shop.register);
    server.world().is_away = false;
    shop.register.sync_now().unwrap();
    let status = ear.until_synced(&shop.register);
    assert_eq!((status.offline_since_ms, status.last_error), (None, None));
    assert_eq!(server.world().entries.len(), entries(&shop.register));
}

#[test]
fn a_server_with_another_key_is_not_believed() {
    let server = ScriptedServer::start().unwrap();
    let (shop, ear) = founded(&server);
    server.world().key_seed = [4; 32];
    sell(&shop.register);
    shop.register.sync_now().unwrap();
    let status = ear.until(&shop.register, |status| status.attention.is_some());
    let attention = status.attention.unwrap();
    assert_eq!(attention.code, SyncAttentionCode::ServerNotTrusted);
    assert!(!attention.can_dismiss);
    assert_eq!(status.state, SyncState::Attention);
    let waiting = shop.register.sync_status().unwrap().waiting_entries;
    assert_eq!(waiting, 1, "nothing it says counts as an acknowledgement");
}

#[test]
fn a_revoked_register_sells_on_and_says_so() {
    let server = ScriptedServer::start().unwrap();
    let (shop, ear) = founded(&server);
    server.world().refuses = Some(RefusalCode::Forbidden);
    sell(&shop.register);
    shop.register.sync_now().unwrap();
    let status = ear.until(&shop.register, |status| status.attention.is_some());
    assert_eq!(status.attention.unwrap().code, SyncAttentionCode::Revoked);
    sell(&shop.register);
}

fn store_settings(server: &ScriptedServer) -> StoreSettings {
    let world = server.world();
    let found = world.entries.iter().find_map(|entry| {
        let body = EntryBody::decode(&entry.kind, entry.version, entry.body.as_bytes());
        match body.unwrap() {
            EntryBody::StoreChanged(store) => Some(store.settings),
            _ => None,
        }
    });
    found.unwrap()
}

#[test]
fn what_comes_down_is_sold_and_shown_at_once() {
    let server = ScriptedServer::start().unwrap();
    let (shop, ear) = founded(&server);
    let hit = shop.register.product_by_code(CUP).unwrap();
    let mut product = server.world().product(hit.product_id);
    let price = hit.price.as_ref().unwrap().cents + 10_000;
    product.price_cents = Some(Cents::new(price).unwrap());
    product.revision += 1;
    let mut settings = store_settings(&server);
    settings.store_name = "Toko Baru".to_owned();
    server
        .world()
        .tell(FeedChange::Product(Box::new(product.into())));
    let store_id = server.world().store_id;
    server.world().tell(FeedChange::Store(Box::new(StoreState {
        store_id,
        revision: 2,
        settings,
    })));
    ear.take_heard();
    shop.register.sync_now().unwrap();
    ear.until(&shop.register, |_| {
        ear.has_heard(&RegisterEvent::SettingsChanged)
    });
    assert_eq!(shop.register.app_status().unwrap().store_name, "Toko Baru");
    let heard = ear.take_heard();
    assert!(heard.contains(&RegisterEvent::CatalogChanged), "{heard:?}");
    assert!(heard.contains(&RegisterEvent::SettingsChanged), "{heard:?}");
    assert!(!heard.contains(&RegisterEvent::PeopleChanged), "{heard:?}");
    let cart = shop.register.cart_scan(id(), CUP, None).unwrap();
    assert_eq!(cart.cart.items[0].unit_price.cents, price);
}

#[test]
fn a_clock_far_from_the_servers_is_suspect_and_refuses_nothing() {
    let server = ScriptedServer::start().unwrap();
    let (shop, ear) = founded(&server);
    let is_suspect = |shop: &BenchShop| {
        let status = shop.register.app_status().unwrap();
        status
            .alerts
            .iter()
            .any(|alert| alert.code == AlertCode::ClockSuspect)
    };
    assert!(!is_suspect(&shop));
    shop.clock.advance_ms(3_600_000);
    shop.register.sync_now().unwrap();
    ear.until(&shop.register, |status| {
        status
            .server_offset_ms
            .is_some_and(|offset| offset < -3_000_000)
    });
    assert!(is_suspect(&shop));
    sell(&shop.register);
    ear.until_synced(&shop.register);
    assert!(server.world().entries.last().unwrap().clock.suspect);
}

#[test]
fn closing_does_not_wait_for_a_server_that_says_nothing() {
    let server = ScriptedServer::start().unwrap();
    let (shop, _ear) = founded(&server);
    server.world().hangs = true;
    sell(&shop.register);
    shop.register.sync_now().unwrap();
    let begin = Instant::now();
    // The listener holds a register too.
    shop.register.listen(|_| {});
    let shop = shop.restart();
    assert!(begin.elapsed() < Duration::from_secs(5));
    assert_eq!(shop.register.sync_status().unwrap().waiting_entries, 1);
}

#[test]
fn a_register_without_background_work_syncs_when_it_is_told_to() {
    let server = ScriptedServer::start().unwrap();
    let shop = BenchShop::open();
    let ear = Ear::of(&shop.register);
    shop.register
        .enrol_found(id(), &server.url(), CODE)
        .unwrap();
    ear.until_synced(&shop.register);
    sell(&shop.register);
    ear.until_synced(&shop.register);
    let BenchShop {
        folder,
        clock,
        register,
    } = shop;
    register.listen(|_| {});
    drop(register);
    let request = crate::bench_shop::request(&folder, &clock).without_background();
    let register = register::Register::open(request).unwrap();
    server.world().is_away = true;
    let away = register.sync_once();
    assert_eq!(away.unwrap_err().code(), ErrorCode::SyncUnreachable);
    server.world().is_away = false;
    let moved = register.sync_once().unwrap();
    assert_eq!((moved.entries_sent, moved.waiting_entries), (0, 0));
}

#[test]
fn a_view_that_was_read_later_has_the_higher_revision() {
    let server = ScriptedServer::start().unwrap();
    let (shop, ear) = founded(&server);
    let before = shop.register.sync_status().unwrap();
    sell(&shop.register);
    let after = ear.until_synced(&shop.register);
    assert!(after.revision > before.revision);
    let status = shop.register.app_status().unwrap();
    assert!(status.revision > after.revision);
}
