//! A register beside a server of another version: it sells on.

use domain::feed::FeedChange;
use domain::money::Cents;
use protocol::RefusalCode;
use register::ErrorCode;
use register::view::{SyncAttentionCode, SyncState};
use serde_json::json;

use super::{entries, founded, sell};
use crate::bench_shop::CUP;
use test_support::scripted_server::ScriptedServer;

#[test]
fn a_refused_protocol_stops_no_sale_and_the_status_names_the_side_to_update() {
    let cases = [
        (
            RefusalCode::ProtocolTooOld,
            SyncAttentionCode::UpgradeNeeded,
            ErrorCode::SyncUpdateNeeded,
        ),
        (
            RefusalCode::ProtocolTooNew,
            SyncAttentionCode::ServerOutdated,
            ErrorCode::SyncServerOutdated,
        ),
    ];
    for (refusal, attention, error) in cases {
        let server = ScriptedServer::start().unwrap();
        let (shop, ear) = founded(&server);
        server.world().refuses = Some(refusal);
        sell(&shop.register);
        shop.register.sync_now().unwrap();
        let status = ear.until(&shop.register, |status| status.attention.is_some());
        assert_eq!(status.attention.unwrap().code, attention);
        assert_eq!(status.last_error.unwrap().code, error);
        assert_eq!(status.state, SyncState::Attention);
        sell(&shop.register);
        // One of them is updated: what is pending goes up.
        server.world().refuses = None;
        shop.register.sync_now().unwrap();
        ear.until_synced(&shop.register);
        assert_eq!(server.world().entries.len(), entries(&shop.register));
    }
}

#[test]
fn a_row_of_a_newer_server_freezes_no_price() {
    let server = ScriptedServer::start().unwrap();
    let (shop, ear) = founded(&server);
    let hit = shop.register.product_by_code(CUP).unwrap();
    let mut product = server.world().product(hit.product_id);
    let price = hit.price.as_ref().unwrap().cents + 10_000;
    product.price_cents = Some(Cents::new(price).unwrap());
    product.revision += 1;
    let newer = json!({"entity": "loyalty_card", "points": 7});
    server.world().tell(FeedChange::from_json(newer));
    server
        .world()
        .tell(FeedChange::Product(Box::new(product.into())));
    shop.register.sync_now().unwrap();
    ear.until(&shop.register, |_| {
        let hit = shop.register.product_by_code(CUP).unwrap();
        hit.price.as_ref().unwrap().cents == price
    });
    ear.until_synced(&shop.register);
}
