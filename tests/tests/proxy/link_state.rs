//! The network as a whole.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::Duration;

use test_support::proxy::{Link, Proxy};

use crate::{Caller, proxy_and_server};

#[test]
fn a_link_that_is_down_resets_and_refuses_until_it_is_up() {
    let (proxy, _server) = proxy_and_server();
    let mut caller = Caller::through(&proxy);
    assert_eq!(caller.ask("before"), "before");
    proxy.set_link(Link::Down).unwrap();
    assert_eq!(caller.rest().1, Some(ErrorKind::ConnectionReset));
    let refused = TcpStream::connect(proxy.address()).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
    proxy.set_link(Link::Up).unwrap();
    assert_eq!(Caller::through(&proxy).ask("after"), "after");
    assert_eq!(proxy.tally().cut_by_link, 1);
}

#[test]
fn a_silent_link_takes_connections_and_answers_when_it_is_up() {
    let (proxy, server) = proxy_and_server();
    let mut old = Caller::through(&proxy);
    assert_eq!(old.ask("before"), "before");
    proxy.set_link(Link::Silent).unwrap();
    let mut new = Caller::through(&proxy);
    for caller in [&mut old, &mut new] {
        caller.say("meanwhile");
        // The absence of an answer can only be checked by waiting a while.
        let while_ = Some(Duration::from_millis(200));
        caller.0.set_read_timeout(while_).unwrap();
        let nothing = caller.0.peek(&mut [0]).unwrap_err();
        assert_eq!(nothing.kind(), ErrorKind::WouldBlock);
        caller.0.set_read_timeout(Some(crate::PATIENCE)).unwrap();
    }
    assert_eq!(server.heard(), ["before"]);
    proxy.set_link(Link::Up).unwrap();
    assert_eq!(old.hear(), "meanwhile");
    assert_eq!(new.hear(), "meanwhile");
}

#[test]
fn a_silent_link_can_go_down() {
    let (proxy, _server) = proxy_and_server();
    proxy.set_link(Link::Silent).unwrap();
    let mut caller = Caller::through(&proxy);
    caller.say("meanwhile");
    proxy.set_link(Link::Down).unwrap();
    assert_eq!(caller.rest().1, Some(ErrorKind::ConnectionReset));
}

#[test]
fn a_server_that_is_away_resets_the_connection() {
    let nobody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let target = nobody.local_addr().unwrap();
    drop(nobody);
    let proxy = Proxy::start(target).unwrap();
    let mut caller = Caller::through(&proxy);
    assert_eq!(caller.rest().1, Some(ErrorKind::ConnectionReset));
    assert_eq!(proxy.tally().unreachable, 1);
}
