//! Rows of a newer server that this program cannot read.

use domain::feed::{FeedChange, FeedRow, RegisterState, RegisterStatus};
use serde_json::json;
use uuid::Uuid;

use crate::Device;
use crate::server;

fn row(feed_seq: u64, change: FeedChange) -> FeedRow {
    FeedRow {
        feed_seq,
        origin: None,
        change,
    }
}

fn register(number: u128) -> FeedChange {
    FeedChange::Register(RegisterState {
        register_id: Uuid::from_u128(number),
        store_id: Uuid::from_u128(2),
        name: format!("Kasir {number}"),
        status: RegisterStatus::Active,
    })
}

#[test]
fn a_row_of_a_newer_shape_does_not_stop_the_rows_around_it() {
    let (device, peer) = (Device::enrolled(), server());
    device.sync(&peer).unwrap();
    let newer = json!({"entity": "loyalty_card", "points": 7});
    peer.world().feed = vec![
        row(1, register(31)),
        row(2, FeedChange::from_json(newer)),
        row(3, register(32)),
    ];
    device.sync(&peer).unwrap();
    let names = |device: &Device| -> Vec<String> {
        let registers = device.ledger.feed_registers().unwrap();
        registers.into_iter().map(|one| one.name).collect()
    };
    assert_eq!(names(&device), ["Kasir 31", "Kasir 32"]);
    // The cursor is behind the unreadable row: the next row arrives without it.
    peer.world().feed.push(row(4, register(33)));
    device.sync(&peer).unwrap();
    assert_eq!(names(&device), ["Kasir 31", "Kasir 32", "Kasir 33"]);
}
