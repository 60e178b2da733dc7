//! Reading an answer: at most so many bytes, and a refusal when it is one.

use reqwest::header::{CONTENT_ENCODING, HeaderMap, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde::de::DeserializeOwned;

use super::Progress;
use super::failure::{Failure, of_request};
use protocol::{PackError, Refusal, unpack};
use sync_engine::TransportError;

/// The most bytes of an answer, packed or not: a thousand rows of the feed with room to spare.
const ANSWER_MOST_BYTES: usize = 16 * 1024 * 1024;
/// The most bytes of a refusal.
const REFUSAL_MOST_BYTES: usize = 64 * 1024;

/// The document in an answer of 200; anything else is a failure.
pub(super) async fn document<T: DeserializeOwned>(
    response: Response,
    progress: Progress<'_>,
) -> Result<T, Failure> {
    let response = accepted(response, progress).await?;
    let body = body(response, ANSWER_MOST_BYTES, progress).await?;
    serde_json::from_slice(&body).map_err(|_| TransportError::Unreadable.into())
}

/// The response, if its status is a success.
pub(super) async fn accepted(
    response: Response,
    progress: Progress<'_>,
) -> Result<Response, Failure> {
    progress();
    let status = response.status();
    if status == StatusCode::OK || status == StatusCode::PARTIAL_CONTENT {
        return Ok(response);
    }
    Err(refused(response, progress).await)
}

/// What a refusal says; only the status, when a proxy said it.
async fn refused(response: Response, progress: Progress<'_>) -> Failure {
    let status = response.status().as_u16();
    let retry_after_ms = retry_after_ms(response.headers());
    // A broken connection says less than the status that came before.
    let body = body(response, REFUSAL_MOST_BYTES, progress)
        .await
        .unwrap_or_default();
    match serde_json::from_slice::<Refusal>(&body) {
        Ok(refusal) => Failure::Refused {
            refusal: Box::new(refusal),
            retry_after_ms,
        },
        Err(_) => TransportError::Status { status }.into(),
    }
}

/// The header in seconds, as our server writes it; a date counts as none, because it would need a
/// clock to be trusted.
fn retry_after_ms(headers: &HeaderMap) -> Option<i64> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?;
    text.trim().parse::<i64>().ok()?.checked_mul(1000)
}

/// The whole body, unpacked. One that is too large is refused before it fills the memory, and never
/// cut short.
async fn body(
    mut response: Response,
    most: usize,
    progress: Progress<'_>,
) -> Result<Vec<u8>, TransportError> {
    let packed = match encoding(response.headers()) {
        None => false,
        Some("zstd") => true,
        Some(_) => return Err(TransportError::Unreadable),
    };
    let mut bytes = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| of_request(&error))? {
        progress();
        if bytes.len().saturating_add(piece.len()) > most {
            return Err(TransportError::TooLarge);
        }
        bytes.extend_from_slice(&piece);
    }
    if !packed {
        return Ok(bytes);
    }
    unpack(&bytes, most).map_err(|error| match error {
        PackError::TooLarge { .. } => TransportError::TooLarge,
        PackError::Packing(_) => TransportError::Unreadable,
    })
}

fn encoding(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(CONTENT_ENCODING)?.to_str().ok()?.trim();
    (!text.is_empty() && text != "identity").then_some(text)
}
