//! Answers of JSON, packed where the client takes it; and the line that the log has of each request.

use std::time::Instant;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use protocol::pack;
use serde::Serialize;

use super::refuse::Fault;

/// Smaller answers are not worth packing.
const PACKED_FROM: usize = 1_024;

/// An answer.
pub type Answer = Result<Response, Fault>;

/// A success, as JSON.
pub fn answer(headers: &HeaderMap, value: &impl Serialize) -> Answer {
    let body = serde_json::to_vec(value).map_err(Fault::Answer)?;
    let json = [(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    )];
    let accepts = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|list| list.split(',').any(|one| one.trim() == "zstd"));
    if accepts
        && body.len() >= PACKED_FROM
        && let Ok(packed) = pack(&body)
    {
        let zstd = [(header::CONTENT_ENCODING, HeaderValue::from_static("zstd"))];
        return Ok((json, zstd, packed).into_response());
    }
    Ok((json, body).into_response())
}

/// One line a request: what, for whom, how it ended, how long it took. No header that proves anything, no body.
pub(super) async fn log(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let register = request
        .headers()
        .get(protocol::Proof::REGISTER)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("-")
        .to_owned();
    let begun = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let took_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(%method, path, register, status, took_ms, "request");
    response
}
