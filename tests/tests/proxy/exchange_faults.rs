//! Faults of single exchanges.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use test_support::proxy::{Direction, Disruption, Script};

use crate::{Caller, proxy_and_server};

#[test]
fn without_a_fault_all_bytes_pass_both_ways() {
    let (proxy, server) = proxy_and_server();
    let mut caller = Caller::through(&proxy);
    let long = "x".repeat(1_000_000);
    assert_eq!(caller.ask("short"), "short");
    assert_eq!(caller.ask(&long), long);
    caller.0.shutdown(std::net::Shutdown::Write).unwrap();
    assert_eq!(caller.rest(), (String::new(), None));
    assert_eq!(server.heard().len(), 2);
    let tally = proxy.tally();
    assert_eq!(
        (tally.connections, tally.exchanges, tally.broken()),
        (1, 2, 0)
    );
    assert_eq!((tally.bytes_up, tally.bytes_down), (1_000_007, 1_000_007));
}

#[test]
fn a_lost_reply_leaves_the_request_done() {
    let (proxy, server) = proxy_and_server();
    proxy.play(Script::InOrder(vec![None, Some(Disruption::LoseReply)]));
    let mut caller = Caller::through(&proxy);
    assert_eq!(caller.ask("first"), "first");
    caller.say("second");
    assert_eq!(
        caller.rest(),
        (String::new(), Some(ErrorKind::ConnectionReset))
    );
    assert_eq!(server.heard(), ["first", "second"]);
    assert_eq!(Caller::through(&proxy).ask("third"), "third");
    assert_eq!(proxy.tally().replies_lost, 1);
}

#[test]
fn a_truncated_reply_ends_in_a_reset_after_its_bytes() {
    let (proxy, server) = proxy_and_server();
    let (way, after) = (Direction::Down, 3);
    proxy.play(Script::Each(Disruption::Truncate { way, after }));
    let mut caller = Caller::through(&proxy);
    caller.say("request");
    let (text, ended) = caller.rest();
    assert_eq!(
        (text.as_str(), ended),
        ("req", Some(ErrorKind::ConnectionReset))
    );
    assert_eq!(server.heard(), ["request"]);
    assert_eq!(proxy.tally().truncated, 1);
}

#[test]
fn a_truncated_request_reaches_the_server_in_part() {
    let (proxy, server) = proxy_and_server();
    let (way, after) = (Direction::Up, 3);
    proxy.play(Script::Each(Disruption::Truncate { way, after }));
    let mut caller = Caller::through(&proxy);
    caller.say("request");
    assert_eq!(caller.rest().1, Some(ErrorKind::ConnectionReset));
    assert_eq!(server.wait_for(1), ["req"]);
}

#[test]
fn what_is_shorter_than_the_cut_passes() {
    let (proxy, _server) = proxy_and_server();
    let (way, after) = (Direction::Down, 5);
    proxy.play(Script::Each(Disruption::Truncate { way, after }));
    let mut caller = Caller::through(&proxy);
    assert_eq!(caller.ask("four"), "four");
    assert_eq!(caller.ask("four"), "four");
    assert_eq!(proxy.tally().broken(), 0);
}

#[test]
fn a_delayed_reply_comes_late_and_whole() {
    let (proxy, _server) = proxy_and_server();
    let (way, by) = (Direction::Down, Duration::from_millis(300));
    proxy.play(Script::Each(Disruption::Delay { way, by }));
    let began = Instant::now();
    assert_eq!(Caller::through(&proxy).ask("late"), "late");
    assert!(began.elapsed() >= by);
    assert_eq!(proxy.tally().delayed, 1);
}

#[test]
fn a_half_closed_reply_ends_in_order_and_requests_still_pass() {
    let (proxy, server) = proxy_and_server();
    let (way, after) = (Direction::Down, 3);
    proxy.play(Script::InOrder(vec![Some(Disruption::HalfClose {
        way,
        after,
    })]));
    let mut caller = Caller::through(&proxy);
    caller.say("request");
    assert_eq!(caller.rest(), ("req".to_owned(), None));
    caller.say("another");
    assert_eq!(server.wait_for(2), ["request", "another"]);
    assert_eq!(proxy.tally().half_closed, 1);
}
