//! `enroll` and `sync` without a server.

use test_support::loopback;

use crate::shop::Shop;

#[test]
fn a_register_without_a_server_says_so() {
    let shop = Shop::with_currency("IDR");
    let status = shop.done(["sync", "status"]);
    assert_eq!(status["state"], "not_enrolled");
    let refused = shop.json(["sync", "--once"]);
    assert_eq!(refused.exit, 1);
    assert_eq!(refused.json["error"]["code"], "sync_not_enrolled");
}

#[test]
fn what_cannot_be_enrolled_exits_with_one_and_the_reason() {
    let shop = Shop::with_currency("IDR");
    let empty = Shop::empty();
    let absent = format!("http://{}", loopback::address().unwrap());
    let table = [
        ("http://sync.example.id", "sync_url_not_secure"),
        ("sync example", "sync_url_invalid"),
        (absent.as_str(), "sync_unreachable"),
    ];
    for (url, code) in table {
        for (how, shop) in [("founding", &shop), ("joining", &empty)] {
            let refused = shop.json(["enroll", "--server", url, "--code", "7K2M-9QXA"]);
            assert_eq!(refused.exit, 1, "{how} at {url}");
            assert_eq!(refused.json["error"]["code"], code, "{how} at {url}");
        }
    }
    assert_eq!(shop.done(["sync", "status"])["state"], "not_enrolled");
}

#[test]
fn sync_wants_to_know_what_to_do() {
    let shop = Shop::with_currency("IDR");
    assert_eq!(shop.json(["sync"]).exit, 2);
    assert_eq!(shop.json(["sync", "--once", "status"]).exit, 2);
}
