//! A shop that is closed and opened again, as by a restart of the program.

use serde_json::{Value, json};

use crate::host::DevHost;

#[test]
fn a_reopened_shop_is_the_same_and_locked() {
    let host = DevHost::start();
    let shop = host.open_shop();
    let status = format!("/{shop}/command/app_status");
    let before = host.get(&status, &json!({}));
    assert_eq!(before["user"]["username"], "sari");

    host.get(&format!("/{shop}/close"), &json!({}));
    assert_eq!(
        host.status_of(&status),
        404,
        "a closed shop answers nothing"
    );
    host.get(&format!("/{shop}/reopen"), &json!({}));

    let after = host.get(&status, &json!({}));
    assert_eq!(after["user"], Value::Null);
    assert_eq!(after["store_name"], before["store_name"]);
}

#[test]
fn only_a_closed_shop_is_reopened() {
    let host = DevHost::start();
    let shop = host.open_shop();
    assert_eq!(host.status_of(&format!("/{shop}/reopen")), 500);
    assert_eq!(host.status_of("/another/reopen"), 500);
}
