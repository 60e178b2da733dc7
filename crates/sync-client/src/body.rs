//! A request body in pieces, so that each piece counts as progress.

use futures_util::stream;
use reqwest::Body;

/// The bytes of a piece.
const PIECE_BYTES: usize = 16 * 1024;

/// The body in pieces; `progress` is called for each piece that the connection takes.
pub(super) fn in_pieces(bytes: Vec<u8>, progress: impl Fn() + Send + Sync + 'static) -> Body {
    let count = bytes.chunks(PIECE_BYTES).len();
    let pieces = (0..count).filter_map(move |number| {
        progress();
        let piece = bytes.chunks(PIECE_BYTES).nth(number)?.to_vec();
        Some(Ok::<_, std::convert::Infallible>(piece))
    });
    Body::wrap_stream(stream::iter(pieces))
}
