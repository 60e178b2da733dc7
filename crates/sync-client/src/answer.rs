//! Reads an answer within a limit of bytes, or the refusal in it.

use reqwest::header::{CONTENT_ENCODING, HeaderMap, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde::de::DeserializeOwned;

use protocol::{OnProgress, PackError, Refusal, RequestError, TransportError, unpack};

use super::error::transport_error;

/// The most bytes of an answer, packed or not: a thousand rows of the feed with room to spare.
const ANSWER_MOST_BYTES: usize = 16 * 1024 * 1024;
/// The most bytes of a refusal.
const REFUSAL_MOST_BYTES: usize = 64 * 1024;

/// The document in an answer of status 200; anything else is an error.
pub(super) async fn document<T: DeserializeOwned>(
    response: Response,
    progress: OnProgress<'_>,
) -> Result<T, RequestError> {
    let response = accepted(response, progress).await?;
    let body = body(response, ANSWER_MOST_BYTES, progress).await?;
    serde_json::from_slice(&body).map_err(|_| TransportError::Unreadable.into())
}

/// The response, if its status is a success.
pub(super) async fn accepted(
    response: Response,
    progress: OnProgress<'_>,
) -> Result<Response, RequestError> {
    progress();
    let status = response.status();
    if status == StatusCode::OK || status == StatusCode::PARTIAL_CONTENT {
        return Ok(response);
    }
    Err(refused(response, progress).await)
}

/// The refusal in an answer, or only its status when a proxy made it.
async fn refused(response: Response, progress: OnProgress<'_>) -> RequestError {
    let status = response.status().as_u16();
    let retry_after_ms = retry_after_ms(response.headers());
    // The status says more than the error of a connection that breaks after it.
    let body = body(response, REFUSAL_MOST_BYTES, progress)
        .await
        .unwrap_or_default();
    match serde_json::from_slice::<Refusal>(&body) {
        Ok(refusal) => RequestError::Refused {
            refusal: Box::new(refusal),
            retry_after_ms,
        },
        Err(_) => TransportError::Status { status }.into(),
    }
}

/// The header in seconds, as our server writes it. A date is ignored: it would need a trusted
/// clock.
fn retry_after_ms(headers: &HeaderMap) -> Option<i64> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?;
    text.trim().parse::<i64>().ok()?.checked_mul(1000)
}

/// The whole body, unpacked. A body that is too large is an error, before it fills the memory.
async fn body(
    mut response: Response,
    most: usize,
    progress: OnProgress<'_>,
) -> Result<Vec<u8>, TransportError> {
    let packed = match encoding(response.headers()) {
        None => false,
        Some("zstd") => true,
        Some(_) => return Err(TransportError::Unreadable),
    };
    let mut bytes = Vec::new();
    while let Some(piece) = response
        .chunk()
        .await
        .map_err(|error| transport_error(&error))?
    {
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
