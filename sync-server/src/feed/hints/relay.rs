//! Passes hints between nodes: one connection reports which feeds moved on this node and receives
//! the reports of the others.
//!
//! `NOTIFY` takes a lock of the whole database cluster at its commit. So it is never part of a
//! push, and the hints of a short while are sent together.

use std::collections::HashMap;
use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tokio_postgres::{AsyncMessage, Client, Connection, Socket};
use uuid::Uuid;

use super::Hints;
use crate::database::{DatabaseAddress, DatabaseError};
use crate::shutdown::stopped;

/// The channel that nodes listen to.
const CHANNEL: &str = "kasapro_hints";
/// How long hints are collected before they are sent together.
const COLLECT: Duration = Duration::from_millis(30);
/// `NOTIFY` takes less than 8,000 bytes.
const MESSAGE_BYTES_MAX: usize = 7_900;
/// After this much silence the operating system checks that the connection is alive.
const KEEPALIVE: Duration = Duration::from_secs(30);
/// The pause before a new connection; each failure doubles it.
const PAUSE_MIN: Duration = Duration::from_millis(250);
/// The longest pause.
const PAUSE_MAX: Duration = Duration::from_secs(30);

/// Relays until the server stops, over one connection after another.
pub(crate) async fn relay(
    address: DatabaseAddress,
    hints: Arc<Hints>,
    mut stopping: watch::Receiver<bool>,
) {
    // The connection can be silent for hours. Without keepalives a dead one would look like a quiet
    // shop.
    let address = address.with_keepalives(KEEPALIVE);
    let mut pause = PAUSE_MIN;
    loop {
        let mut connected = false;
        tokio::select! {
            ended = relay_once(&address, &hints, &mut connected) => {
                if let Err(error) = ended {
                    tracing::warn!(%error, "the connection for hints has ended");
                }
            }
            () = stopped(&mut stopping) => return,
        }
        pause = if connected {
            PAUSE_MIN
        } else {
            (pause * 2).min(PAUSE_MAX)
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = stopped(&mut stopping) => return,
        }
    }
}

async fn relay_once(
    address: &DatabaseAddress,
    hints: &Hints,
    connected: &mut bool,
) -> Result<(), DatabaseError> {
    let (client, connection) = address.connect().await?;
    *connected = true;
    tokio::select! {
        ended = receive(connection, hints) => Ok(ended?),
        ended = send(&client, hints) => Ok(ended?),
    }
}

/// Drives the connection, and notes the reports of all nodes, this one included.
async fn receive<T: AsyncRead + AsyncWrite + Unpin>(
    mut connection: Connection<Socket, T>,
    hints: &Hints,
) -> Result<(), tokio_postgres::Error> {
    while let Some(message) = poll_fn(|context| connection.poll_message(context)).await {
        if let AsyncMessage::Notification(notification) = message? {
            for (organization_id, feed_seq) in read(notification.payload()) {
                hints.heard(organization_id, feed_seq);
            }
        }
    }
    Ok(())
}

/// Reports to other nodes which feeds moved on this node.
async fn send(client: &Client, hints: &Hints) -> Result<(), tokio_postgres::Error> {
    const NOTIFY: &str = "select pg_notify($1, message) from unnest($2::text[]) as message";
    client.batch_execute(&format!("listen {CHANNEL}")).await?;
    let notify = client.prepare(NOTIFY).await?;
    loop {
        hints.unsent().await;
        tokio::time::sleep(COLLECT).await;
        let messages = write(&hints.take_unsent());
        client.query(&notify, &[&CHANNEL, &messages]).await?;
    }
}

/// `organization:number`, separated by blanks, in messages that are short enough.
fn write(moved: &HashMap<Uuid, u64>) -> Vec<String> {
    let mut messages = vec![String::new()];
    for (organization_id, feed_seq) in moved {
        let hint = format!("{organization_id}:{feed_seq}");
        match messages.last_mut() {
            Some(message) if message.is_empty() => *message = hint,
            Some(message) if message.len() + 1 + hint.len() <= MESSAGE_BYTES_MAX => {
                message.push(' ');
                message.push_str(&hint);
            }
            _ => messages.push(hint),
        }
    }
    messages
}

/// The hints of a message; unreadable ones are left out.
fn read(message: &str) -> impl Iterator<Item = (Uuid, u64)> + '_ {
    message.split(' ').filter_map(|hint| {
        let (organization_id, feed_seq) = hint.split_once(':')?;
        Some((
            Uuid::parse_str(organization_id).ok()?,
            feed_seq.parse().ok()?,
        ))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use uuid::Uuid;

    use super::{MESSAGE_BYTES_MAX, read, write};

    #[test]
    fn all_hints_arrive_in_messages_that_are_short_enough() {
        for many in [1_u64, 2, 150, 1_000] {
            let moved: HashMap<Uuid, u64> = (0..many)
                .map(|number| (Uuid::from_u128(u128::from(number)), number * 1_000_000_007))
                .collect();
            let messages = write(&moved);
            assert!(
                messages
                    .iter()
                    .all(|message| message.len() <= MESSAGE_BYTES_MAX)
            );
            let heard: HashMap<Uuid, u64> =
                messages.iter().flat_map(|message| read(message)).collect();
            assert_eq!(heard, moved);
        }
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        let organization = Uuid::from_u128(5);
        let message = format!("x {organization}:7 :3 {organization}: {organization}:-1");
        assert_eq!(read(&message).collect::<Vec<_>>(), [(organization, 7)]);
        assert_eq!(read("").count(), 0);
    }
}
