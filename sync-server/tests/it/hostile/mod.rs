//! Requests that no honest client sends: they are refused without effect, and the server stays up.

mod oversized;
mod proofs;
mod shape;
mod slow_clients;

use protocol::{CodeRequest, RequestParts, path};
use reqwest::Method;
use uuid::Uuid;

use crate::support::{Books, Device};

/// Every route that a register may call, with a body that it takes.
pub(crate) fn routes(device: &Device) -> Vec<(Method, String, Vec<u8>)> {
    let books = Books::opened(device);
    let epoch = books.epoch();
    let push = device.push_request(epoch, &books.entries);
    let code = CodeRequest {
        by_user_id: Uuid::now_v7(),
    };
    let pull = format!("{}?feed_epoch={epoch}&after=0&limit=10", path::PULL);
    vec![
        (
            Method::POST,
            path::PUSH.to_owned(),
            serde_json::to_vec(&push).unwrap(),
        ),
        (
            Method::POST,
            path::CODES.to_owned(),
            serde_json::to_vec(&code).unwrap(),
        ),
        (Method::GET, pull, Vec::new()),
        (Method::GET, path::SNAPSHOT.to_owned(), Vec::new()),
        (Method::GET, path::EVENTS.to_owned(), Vec::new()),
    ]
}

pub(crate) fn parts<'a>(method: &'a Method, target: &'a str, body: &'a [u8]) -> RequestParts<'a> {
    RequestParts {
        method: method.as_str(),
        target,
        body,
    }
}
