//! One connection through the proxy: bytes in both directions, until an end or a fault.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::sync::watch;

use super::disruption::Direction;
use super::exchange::{Director, Exchange, Passage};
use super::{Link, lock};

/// How many bytes are read at once.
const PIECE: usize = 16 * 1024;

/// The connection is to be reset on both sides.
struct Reset;

impl From<io::Error> for Reset {
    /// An error of one side is passed on to the other as a reset.
    fn from(_: io::Error) -> Self {
        Self
    }
}

/// The state that both directions of a connection share.
#[derive(Clone)]
struct Road {
    link: watch::Receiver<Link>,
    director: Arc<Mutex<Director>>,
    exchange: Arc<Mutex<Exchange>>,
}

/// Carries a connection to its end.
pub(super) async fn carry(
    mut client: TcpStream,
    target: SocketAddr,
    link: watch::Receiver<Link>,
    director: Arc<Mutex<Director>>,
) {
    lock(&director).tally.connections += 1;
    let mut outage = link.clone();
    let mut road = Road {
        link,
        director: Arc::clone(&director),
        exchange: Arc::default(),
    };
    let mut server = None;
    let ended = tokio::select! {
        ended = through(&mut client, &mut server, target, &mut road) => ended,
        _ = outage.wait_for(|link| *link == Link::Down) => {
            lock(&director).tally.cut_by_link += 1;
            Err(Reset)
        }
    };
    if ended.is_err() {
        // Closing them now sends a reset instead of an end.
        for side in [Some(&client), server.as_ref()].into_iter().flatten() {
            side.set_zero_linger().ok();
        }
    }
}

/// Connects to the server and carries bytes in both directions until both have ended. The caller
/// owns the connection.
async fn through(
    client: &mut TcpStream,
    server: &mut Option<TcpStream>,
    target: SocketAddr,
    road: &mut Road,
) -> Result<(), Reset> {
    road.wait_while_silent().await;
    let Ok(reached) = TcpStream::connect(target).await else {
        lock(&road.director).tally.unreachable += 1;
        return Err(Reset);
    };
    let server = server.insert(reached);
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (from_client, to_client) = client.split();
    let (from_server, to_server) = server.split();
    tokio::try_join!(
        road.clone().pump(Direction::Up, from_client, to_server),
        road.clone().pump(Direction::Down, from_server, to_client),
    )?;
    Ok(())
}

impl Road {
    /// Carries bytes in one direction until their end.
    async fn pump(
        mut self,
        way: Direction,
        mut from: ReadHalf<'_>,
        mut to: WriteHalf<'_>,
    ) -> Result<(), Reset> {
        let mut piece = vec![0; PIECE];
        loop {
            let count = from.read(&mut piece).await?;
            self.wait_while_silent().await;
            let bytes = piece.get(..count).unwrap_or_default();
            if bytes.is_empty() {
                to.shutdown().await?;
                return Ok(());
            }
            match self.decide(way, count) {
                Passage::Free => self.pass(way, &mut to, bytes).await?,
                Passage::After(by) => {
                    tokio::time::sleep(by).await;
                    self.pass(way, &mut to, bytes).await?;
                }
                Passage::Cut(keep) => {
                    let kept = bytes.get(..keep).unwrap_or(bytes);
                    self.pass(way, &mut to, kept).await?;
                    return Err(Reset);
                }
                Passage::End(keep) => {
                    let kept = bytes.get(..keep).unwrap_or(bytes);
                    self.pass(way, &mut to, kept).await?;
                    to.shutdown().await?;
                    return swallow(from, piece).await;
                }
            }
        }
    }

    fn decide(&self, way: Direction, bytes: usize) -> Passage {
        let mut exchange = self.exchange.lock().unwrap_or_else(PoisonError::into_inner);
        exchange.decide(&mut lock(&self.director), way, bytes)
    }

    async fn pass(&self, way: Direction, to: &mut WriteHalf<'_>, bytes: &[u8]) -> io::Result<()> {
        to.write_all(bytes).await?;
        lock(&self.director).passed(way, bytes.len());
        Ok(())
    }

    async fn wait_while_silent(&mut self) {
        // It fails when the proxy ends, which ends this too.
        self.link.wait_for(|link| *link != Link::Silent).await.ok();
    }
}

/// Reads the remaining bytes and drops them, so that the sender does not block.
async fn swallow(mut from: ReadHalf<'_>, mut piece: Vec<u8>) -> Result<(), Reset> {
    while from.read(&mut piece).await? > 0 {}
    Ok(())
}
