//! Server-sent events, read as they arrive (WHATWG HTML, "Server-sent events").

/// The longest line and the longest event: a hint has about 30 bytes.
const MOST_BYTES: usize = 64 * 1024;

/// One event of the stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SseEvent {
    /// Its type; `message` when the server named none.
    pub(super) event: String,
    /// Its lines of data, joined by line breaks.
    pub(super) data: String,
}

/// Cuts a stream of bytes into events. Pieces may end anywhere, even within a character or between
/// the two bytes of a line end. Ids and retry times are ignored: losing an event is safe, and the
/// engine sets the pace of new attempts.
#[derive(Debug, Default)]
pub(super) struct SseParser {
    line: Vec<u8>,
    event: Vec<u8>,
    data: Vec<u8>,
    has_data: bool,
    after_return: bool,
    begun: bool,
}

impl SseParser {
    /// Takes the next bytes and gives the events that they complete.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<Vec<SseEvent>, SseError> {
        let mut events = Vec::new();
        for byte in bytes {
            let ends_return = std::mem::take(&mut self.after_return);
            match byte {
                b'\n' if ends_return => {}
                b'\n' | b'\r' => {
                    self.after_return = *byte == b'\r';
                    events.extend(self.end_line()?);
                }
                _ if self.line.len() >= MOST_BYTES => return Err(SseError::TooLong),
                _ => self.line.push(*byte),
            }
        }
        Ok(events)
    }

    fn end_line(&mut self) -> Result<Option<SseEvent>, SseError> {
        let mut line = std::mem::take(&mut self.line);
        if !self.begun {
            self.begun = true;
            if line.starts_with("\u{FEFF}".as_bytes()) {
                line.drain(..3);
            }
        }
        if line.is_empty() {
            return Ok(self.end_event());
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (field, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match field {
            b"event" => value.clone_into(&mut self.event),
            b"data" => {
                if self.data.len().saturating_add(value.len()) > MOST_BYTES {
                    return Err(SseError::TooLong);
                }
                if self.has_data {
                    self.data.push(b'\n');
                }
                self.data.extend_from_slice(value);
                self.has_data = true;
            }
            // A comment (its field is empty), an id, a retry time, or something newer.
            _ => {}
        }
        Ok(None)
    }

    fn end_event(&mut self) -> Option<SseEvent> {
        let event = std::mem::take(&mut self.event);
        let data = std::mem::take(&mut self.data);
        if !std::mem::take(&mut self.has_data) {
            return None;
        }
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Some(SseEvent {
            event: if event.is_empty() {
                "message".to_owned()
            } else {
                text(&event)
            },
            data: text(&data),
        })
    }
}

/// Why a stream cannot be read as events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum SseError {
    /// A line or an event that does not end.
    #[error("an event has more than {MOST_BYTES} bytes")]
    TooLong,
}

#[cfg(test)]
mod tests {
    use super::{MOST_BYTES, SseError, SseEvent, SseParser};

    fn event(event: &str, data: &str) -> SseEvent {
        SseEvent {
            event: event.to_owned(),
            data: data.to_owned(),
        }
    }

    const STREAM: &str = "\u{FEFF}: hello\n\nevent: hint\ndata: {\"feed_seq\":7}\n\n\
        data: one\r\ndata:two\r\r\nid: 3\nretry: 10\n\ndata\n\nevent: alone\n\n\
        data: caf\u{e9}\n\ndata: not ended";

    fn wanted() -> Vec<SseEvent> {
        vec![
            event("hint", "{\"feed_seq\":7}"),
            event("message", "one\ntwo"),
            event("message", ""),
            event("message", "caf\u{e9}"),
        ]
    }

    #[test]
    fn events_end_with_an_empty_line_and_nothing_else_is_one() {
        let mut parser = SseParser::default();
        assert_eq!(parser.push(STREAM.as_bytes()), Ok(wanted()));
    }

    #[test]
    fn pieces_may_end_anywhere() {
        for size in 1..20 {
            let mut parser = SseParser::default();
            let mut events = Vec::new();
            for piece in STREAM.as_bytes().chunks(size) {
                events.extend(parser.push(piece).unwrap());
            }
            assert_eq!(events, wanted(), "pieces of {size}");
        }
    }

    #[test]
    fn an_event_that_does_not_end_is_refused() {
        let endless = vec![b'x'; MOST_BYTES + 1];
        assert_eq!(SseParser::default().push(&endless), Err(SseError::TooLong));
        let mut parser = SseParser::default();
        let line = format!("data: {}\n", "y".repeat(MOST_BYTES / 2));
        assert_eq!(parser.push(line.as_bytes()), Ok(Vec::new()));
        assert_eq!(parser.push(line.as_bytes()), Ok(Vec::new()));
        assert_eq!(parser.push(line.as_bytes()), Err(SseError::TooLong));
    }
}
