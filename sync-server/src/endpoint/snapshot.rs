//! `GET /api/sync/snapshot`: the file, or the rest of it.

use axum::body::Body;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::app::AppState;
use crate::auth::SignedRequest;
use crate::http::{ApiResult, RequestProtocol};

/// The file itself is zstd, not an encoding of something else: ranges count its own bytes.
const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/zstd");

/// A register that has a part of a file sends `Range: bytes=N-`, and the tag of that file in
/// `If-Range`. While that file is kept, the response is the rest of it; otherwise it is a whole
/// file.
pub(crate) async fn snapshot(
    State(app): State<AppState>,
    Extension(RequestProtocol(protocol)): Extension<RequestProtocol>,
    request: SignedRequest,
) -> ApiResult {
    request.register.require_active()?;
    let condition = text(&request.headers, &header::IF_RANGE);
    let snapshot = app
        .snapshots
        .find(
            &app.database,
            (request.register.organization_id, protocol),
            condition,
        )
        .await?;
    let etag = snapshot.etag();
    let whole = snapshot.bytes;
    let wanted = text(&request.headers, &header::RANGE)
        .filter(|_| condition.is_none_or(|tag| tag == etag))
        .and_then(|range| range_of(range, whole));
    let (status, begin, end) = match wanted {
        Some(ByteRange { begin, .. }) if begin >= whole => return Ok(not_satisfiable(whole)),
        Some(ByteRange { begin, end }) => (StatusCode::PARTIAL_CONTENT, begin, end),
        None => (StatusCode::OK, 0, whole),
    };
    let body = Body::from_stream(snapshot.read(begin, end));
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, MEDIA_TYPE);
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(end - begin));
    put(headers, header::ETAG, &etag);
    if status == StatusCode::PARTIAL_CONTENT {
        // The header names the last byte, which exists because a range begins before the end.
        let range = format!("bytes {begin}-{}/{whole}", end - 1);
        put(headers, header::CONTENT_RANGE, &range);
    }
    Ok(response)
}

/// A part of the file, from `begin` up to, but not including, `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct ByteRange {
    begin: u64,
    end: u64,
}

/// Reads `bytes=N-` and `bytes=N-M`. Anything else is answered with the whole file, as RFC 9110
/// (14.2) allows.
fn range_of(range: &str, whole: u64) -> Option<ByteRange> {
    let (first, last) = range.trim().strip_prefix("bytes=")?.split_once('-')?;
    let begin: u64 = first.parse().ok()?;
    let end = match last {
        "" => whole,
        last => last.parse::<u64>().ok()?.checked_add(1)?.min(whole),
    };
    (begin < end || begin >= whole).then_some(ByteRange { begin, end })
}

fn not_satisfiable(whole: u64) -> Response {
    let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
    let range = format!("bytes */{whole}");
    put(response.headers_mut(), header::CONTENT_RANGE, &range);
    response
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::{ByteRange, range_of};

    #[test]
    fn a_range_is_read_as_far_as_it_fits_the_file() {
        let part = |begin, end| Some(ByteRange { begin, end });
        let cases = [
            ("bytes=0-", part(0, 100)),
            ("bytes=40-", part(40, 100)),
            ("bytes=40-49", part(40, 50)),
            ("bytes=40-40", part(40, 41)),
            ("bytes=40-1000", part(40, 100)),
            ("bytes=99-", part(99, 100)),
            ("bytes=100-", part(100, 100)),
            ("bytes=200-", part(200, 100)),
            ("bytes=50-40", None),
            ("bytes=-40", None),
            ("bytes=1-2,4-5", None),
            ("lines=1-", None),
            ("bytes=18446744073709551615-18446744073709551615", None),
        ];
        for (range, expected) in cases {
            assert_eq!(range_of(range, 100), expected, "{range}");
        }
    }
}
