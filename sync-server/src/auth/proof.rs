//! The proof in the headers of a request.

use axum::http::HeaderMap;
use axum::http::request::Parts;
use protocol::{Proof, RefusalCode, RequestParts, TIME_WINDOW_MS};

use crate::clock;
use crate::http::ApiError;

/// The parts of a request that its signature covers.
pub(crate) fn signed_parts<'a>(parts: &'a Parts, body: &'a [u8]) -> RequestParts<'a> {
    let target = parts.uri.path_and_query();
    RequestParts {
        method: parts.method.as_str(),
        target: target.map_or("/", axum::http::uri::PathAndQuery::as_str),
        body,
    }
}

/// Reads the proof from the headers.
pub(crate) fn proof_of(headers: &HeaderMap) -> Result<Proof, ApiError> {
    Proof::from_headers(|name| headers.get(name).and_then(|value| value.to_str().ok()))
        .map_err(|error| ApiError::refused(RefusalCode::NotProved, error))
}

/// Refuses a request that was made too long ago, or ahead of the server's clock.
pub(crate) fn check_time(proof: &Proof) -> Result<(), ApiError> {
    let off_ms = proof.time_ms.saturating_sub(clock::now_ms());
    if off_ms.saturating_abs() <= TIME_WINDOW_MS {
        Ok(())
    } else {
        Err(ApiError::refused(
            RefusalCode::ClockOff,
            "the request was made at another time; the answer holds the server's",
        ))
    }
}
