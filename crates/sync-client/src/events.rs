//! The open stream of hints.

use std::collections::VecDeque;

use reqwest::Response;

use super::Progress;
use super::failure::of_request;
use super::sse::SseParser;
use protocol::Hint;
use sync_engine::TransportError;

/// Hints as they arrive, until the stream ends or is dropped.
#[derive(Debug)]
pub struct HintStream {
    response: Response,
    parser: SseParser,
    read: VecDeque<Hint>,
}

impl HintStream {
    pub(super) fn new(response: Response) -> Self {
        Self {
            response,
            parser: SseParser::default(),
            read: VecDeque::new(),
        }
    }

    /// The next hint; nothing when the server has ended the stream. Events that are no hints (a
    /// beat, something newer) are progress and nothing else.
    pub async fn next(&mut self, progress: Progress<'_>) -> Result<Option<Hint>, TransportError> {
        loop {
            if let Some(hint) = self.read.pop_front() {
                return Ok(Some(hint));
            }
            let piece = self.response.chunk().await;
            let Some(piece) = piece.map_err(|error| of_request(&error))? else {
                return Ok(None);
            };
            progress();
            let events = self
                .parser
                .push(&piece)
                .map_err(|_| TransportError::TooLarge)?;
            let hints = events
                .iter()
                .filter_map(|event| serde_json::from_str::<Hint>(&event.data).ok());
            self.read.extend(hints);
        }
    }
}
