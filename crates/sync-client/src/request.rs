//! A body on its way up, in pieces, so that each piece counts as progress.

use futures_util::stream;
use reqwest::Body;

/// Bytes handed over at once.
const PIECE_BYTES: usize = 16 * 1024;

/// The body in pieces; `moved` is called for each that is taken.
pub(super) fn in_pieces(bytes: Vec<u8>, moved: impl Fn() + Send + Sync + 'static) -> Body {
    let count = bytes.chunks(PIECE_BYTES).len();
    let pieces = (0..count).filter_map(move |number| {
        moved();
        let piece = bytes.chunks(PIECE_BYTES).nth(number)?.to_vec();
        Some(Ok::<_, std::convert::Infallible>(piece))
    });
    Body::wrap_stream(stream::iter(pieces))
}
