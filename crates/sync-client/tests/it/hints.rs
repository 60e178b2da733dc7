//! The stream of hints.

use protocol::{Hint, HintSource as _, Peer as _, TransportError};

use crate::scripted::{STAMP, Scripted, reply};

#[tokio::test]
async fn hints_arrive_in_order_and_beats_are_none() {
    let stream = b": beat\n\nevent: hint\ndata: {\"feed_seq\":3}\n\n: beat\n\n\
        event: newer\ndata: {\"x\":1}\n\ndata: {\"feed_seq\":4}\n\n";
    let answer = reply("200 OK", "content-type: text/event-stream\r\n", stream);
    let server = Scripted::new(vec![answer]).await;
    let mut hints = server.client().events(STAMP, &|| {}).await.unwrap();
    for feed_seq in [3, 4] {
        assert_eq!(hints.next(&|| {}).await, Ok(Some(Hint { feed_seq })));
    }
    assert_eq!(hints.next(&|| {}).await, Ok(None));
}

#[tokio::test]
async fn a_stream_that_breaks_says_so() {
    let mut answer = reply("200 OK", "", b"data: {\"feed_seq\":3}\n\n: beat\n\n");
    answer.truncate(answer.len() - 2);
    let server = Scripted::new(vec![answer]).await;
    let mut hints = server.client().events(STAMP, &|| {}).await.unwrap();
    assert_eq!(hints.next(&|| {}).await, Ok(Some(Hint { feed_seq: 3 })));
    assert_eq!(hints.next(&|| {}).await, Err(TransportError::Broken));
}
