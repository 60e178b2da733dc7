//! A body on its way up, in pieces, so that each piece counts as progress.

use futures_util::stream;
use reqwest::Body;

/// Bytes handed over at once.
const PIECE_BYTES: usize = 16 * 1024;

/// The body in pieces; `moved` is called for each that is taken.
pub(super) fn in_pieces(bytes: &[u8], moved: impl Fn() + Send + Sync + 'static) -> Body {
    let pieces: Vec<Vec<u8>> = bytes.chunks(PIECE_BYTES).map(<[u8]>::to_vec).collect();
    let told = pieces.into_iter().map(move |piece| {
        moved();
        Ok::<_, std::convert::Infallible>(piece)
    });
    Body::wrap_stream(stream::iter(told))
}
