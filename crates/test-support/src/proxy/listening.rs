//! The proxy's thread: accepts connections and orders.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, mpsc};

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::exchange::Director;
use super::{Link, connection};

/// A change of the link, and the channel for its result.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) link: Link,
    pub(super) answer: mpsc::Sender<io::Result<()>>,
}

/// Works until the sender of orders is dropped.
pub(super) async fn serve(
    listener: std::net::TcpListener,
    target: SocketAddr,
    director: Arc<Mutex<Director>>,
    mut orders: UnboundedReceiver<Order>,
) {
    let Ok(mut listening) = Listening::new(listener) else {
        return;
    };
    let (link, _) = watch::channel(Link::Up);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            client = listening.accept() => {
                let work = connection::carry(client, target, link.subscribe(), Arc::clone(&director));
                connections.spawn(work);
            }
            Some(_) = connections.join_next() => {}
            order = orders.recv() => {
                let Some(order) = order else { return };
                let done = listening.set(order.link);
                link.send_replace(order.link);
                if order.link == Link::Down {
                    // The connections end by themselves. Wait, so that none is left when the order
                    // is answered.
                    while connections.join_next().await.is_some() {}
                }
                // The caller may no longer be waiting.
                order.answer.send(done).ok();
            }
        }
    }
}

/// The socket that accepts connections; `None` while the link is down, so that they are refused.
struct Listening {
    address: SocketAddr,
    listener: Option<TcpListener>,
}

impl Listening {
    fn new(listener: std::net::TcpListener) -> io::Result<Self> {
        listener.set_nonblocking(true)?;
        Ok(Self {
            address: listener.local_addr()?,
            listener: Some(TcpListener::from_std(listener)?),
        })
    }

    fn set(&mut self, link: Link) -> io::Result<()> {
        if link == Link::Down {
            self.listener = None;
        } else if self.listener.is_none() {
            let listener = std::net::TcpListener::bind(self.address)?;
            *self = Self::new(listener)?;
        }
        Ok(())
    }

    /// The next connection. It never returns while there is no socket.
    async fn accept(&self) -> TcpStream {
        loop {
            let Some(listener) = &self.listener else {
                return std::future::pending().await;
            };
            // A connection that is closed before it is accepted can be ignored.
            if let Ok((client, _)) = listener.accept().await {
                return client;
            }
        }
    }
}
