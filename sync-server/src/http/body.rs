//! Reading the body of a request: within its limits of bytes and time.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use bytes::BytesMut;
use futures_util::StreamExt as _;
use protocol::{PackError, RefusalCode, unpack};
use tokio::time::{Instant, timeout};

use super::error::ApiError;
use crate::config::BodyLimits;

/// Reads a body as it was sent.
pub(crate) async fn read_body(body: Body, limits: BodyLimits) -> Result<Bytes, ApiError> {
    let until = Instant::now() + limits.whole;
    let mut stream = body.into_data_stream();
    let mut read = BytesMut::new();
    loop {
        let left = until.saturating_duration_since(Instant::now());
        let next = timeout(limits.idle.min(left), stream.next())
            .await
            .map_err(|_| {
                ApiError::refused(RefusalCode::Malformed, "the body arrives too slowly")
            })?;
        let Some(chunk) = next else {
            return Ok(read.freeze());
        };
        let chunk = chunk
            .map_err(|_| ApiError::refused(RefusalCode::Malformed, "the body was cut short"))?;
        if read.len() + chunk.len() > limits.packed {
            return Err(too_large(limits.packed));
        }
        read.extend_from_slice(&chunk);
    }
}

/// Unpacks a body if its headers say that it is packed. This takes a while: call it on a thread
/// that does not serve other requests.
pub(crate) fn unpack_body(
    headers: &HeaderMap,
    body: Bytes,
    limits: BodyLimits,
) -> Result<Bytes, ApiError> {
    let encoding = headers.get(header::CONTENT_ENCODING);
    match encoding.map(axum::http::HeaderValue::as_bytes) {
        None | Some(b"identity") if body.len() > limits.unpacked => Err(too_large(limits.unpacked)),
        None | Some(b"identity") => Ok(body),
        Some(b"zstd") => match unpack(&body, limits.unpacked) {
            Ok(body) => Ok(Bytes::from(body)),
            Err(PackError::TooLarge { most }) => Err(too_large(most)),
            Err(PackError::Packing(_)) => Err(ApiError::refused(
                RefusalCode::Malformed,
                "the body is not zstd",
            )),
        },
        Some(_) => Err(ApiError::refused(
            RefusalCode::Malformed,
            "a body is plain or packed with zstd",
        )),
    }
}

fn too_large(most: usize) -> ApiError {
    ApiError::refused(
        RefusalCode::TooLarge,
        format_args!("a body has at most {most} bytes"),
    )
}
