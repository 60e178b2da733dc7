//! The open stream of hints.

use std::collections::VecDeque;

use reqwest::Response;

use protocol::{Hint, HintSource, OnProgress, TransportError};

use super::error::transport_error;
use super::sse::SseParser;

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
}

impl HintSource for HintStream {
    /// Events that are not hints (a heartbeat, something newer) count as progress and are skipped.
    async fn next(&mut self, progress: OnProgress<'_>) -> Result<Option<Hint>, TransportError> {
        loop {
            if let Some(hint) = self.read.pop_front() {
                return Ok(Some(hint));
            }
            let piece = self.response.chunk().await;
            let Some(piece) = piece.map_err(|error| transport_error(&error))? else {
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
