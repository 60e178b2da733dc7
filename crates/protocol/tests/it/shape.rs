//! Rows in the shape of an older protocol, for scripted protocols.

use domain::feed::{FeedChange, FeedRow, RegisterState, RegisterStatus};
use protocol::shape::{ShapeChange, row_for_protocol, row_with_changes};
use serde_json::{Value, json};

use crate::id;

/// Protocol 2 gave registers a status: before it, they had none.
fn without_status(mut row: Value) -> Value {
    if let Some(fields) = row.as_object_mut() {
        fields.remove("status");
    }
    row
}

/// Protocol 3 calls a register's name `name`; before it was `label`.
fn with_label(mut row: Value) -> Value {
    if let Some(fields) = row.as_object_mut()
        && let Some(name) = fields.remove("name")
    {
        fields.insert("label".to_owned(), name);
    }
    row
}

const CHANGES: &[ShapeChange] = &[
    ShapeChange {
        since: 3,
        to_older: with_label,
    },
    ShapeChange {
        since: 2,
        to_older: without_status,
    },
];

fn row() -> FeedRow {
    FeedRow {
        feed_seq: 7,
        origin: None,
        change: FeedChange::Register(RegisterState {
            register_id: id(1),
            store_id: id(2),
            name: "Kasir 1".to_owned(),
            status: RegisterStatus::Active,
        }),
    }
}

#[test]
fn each_protocol_gets_the_shape_that_it_knows() {
    let newest = json!({"entity": "register", "register_id": id(1), "store_id": id(2), "name": "Kasir 1", "status": "active"});
    let second = json!({"entity": "register", "register_id": id(1), "store_id": id(2), "label": "Kasir 1", "status": "active"});
    let first =
        json!({"entity": "register", "register_id": id(1), "store_id": id(2), "label": "Kasir 1"});
    for (protocol, shape) in [(1, first), (2, second), (3, newest.clone()), (4, newest)] {
        let sent = row_with_changes(CHANGES, protocol, row());
        assert_eq!(
            serde_json::to_value(&sent.change).unwrap(),
            shape,
            "protocol {protocol}"
        );
        assert_eq!((sent.feed_seq, sent.origin), (7, None));
    }
}

#[test]
fn the_rows_of_this_program_have_one_shape_so_far() {
    for protocol in [1, 2, 99] {
        assert_eq!(row_for_protocol(protocol, row()), row());
    }
}
