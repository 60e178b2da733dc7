//! One register's way to its server.

use std::sync::Arc;
use std::time::Duration;

use domain::entry::SigningKey;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use reqwest::{Method, RequestBuilder, Response, redirect};
use serde::Serialize;
use uuid::Uuid;

use super::answer::{accepted, document};
use super::failure::{Failure, of_request};
use super::request::in_pieces;
use super::{HintStream, Progress, ServerAddress};
use protocol::{
    CodeAnswer, CodeRequest, EnrolAnswer, EnrolRequest, Proof, PullAnswer, PullQuery, PushAnswer,
    PushRequest, RequestParts, pack, path,
};
use sync_engine::TransportError;

/// How long a connection may take to come up.
const CONNECT_LIMIT: Duration = Duration::from_secs(15);
/// Idle connections are closed before most routers forget them.
const IDLE_LIMIT: Duration = Duration::from_secs(50);
/// The operating system finds a dead connection.
const KEEPALIVE: Duration = Duration::from_secs(30);

/// Who asks.
#[derive(Clone)]
pub struct Identity {
    /// The organization; nil while it is not known.
    pub organization_id: Uuid,
    /// The register.
    pub register_id: Uuid,
    /// Its key.
    pub key: Arc<SigningKey>,
}

/// What makes each request the only one of its kind.
#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    /// The best estimate of the server's clock, milliseconds since 1970-01-01 UTC.
    pub server_time_ms: i64,
    /// 16 random bytes.
    pub nonce: [u8; 16],
}

/// Asks a server. Cheap to clone; connections are kept and shared.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    server: ServerAddress,
    identity: Identity,
}

impl Client {
    /// A client of one server. Makes no connection yet.
    pub fn new(server: ServerAddress, identity: Identity) -> Result<Self, ClientError> {
        // The first one stays; every one of ours is the same.
        rustls::crypto::ring::default_provider()
            .install_default()
            .ok();
        let builder = reqwest::Client::builder()
            .user_agent(concat!("kasapro/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT_LIMIT)
            .pool_idle_timeout(IDLE_LIMIT)
            .tcp_keepalive(KEEPALIVE)
            .redirect(redirect::Policy::none())
            .referer(false);
        // No proxy leads to this computer.
        let builder = if server.is_loopback() {
            builder.no_proxy()
        } else {
            builder
        };
        let builder = if server.is_plain() {
            // Nobody has to vouch for anything: the computer may know no authority at all.
            builder.tls_certs_only([])
        } else {
            builder.https_only(true)
        };
        let http = builder.build().map_err(|_| ClientError::NoCertificates)?;
        Ok(Self {
            http,
            server,
            identity,
        })
    }

    /// Where it asks.
    pub const fn server(&self) -> &ServerAddress {
        &self.server
    }

    /// Asks to be let in.
    pub async fn enrol(
        &self,
        request: &EnrolRequest,
        stamp: Stamp,
        progress: Progress<'_>,
    ) -> Result<EnrolAnswer, Failure> {
        let response = self.post(path::ENROL, request, stamp).await?;
        document(response, progress).await
    }

    /// Asks for a code for another register.
    pub async fn code(
        &self,
        request: &CodeRequest,
        stamp: Stamp,
        progress: Progress<'_>,
    ) -> Result<CodeAnswer, Failure> {
        let response = self.post(path::CODES, request, stamp).await?;
        document(response, progress).await
    }

    /// Pushes entries. `moved` is called from the connection's task as bytes go up.
    pub async fn push(
        &self,
        request: &PushRequest,
        stamp: Stamp,
        moved: Arc<dyn Fn() + Send + Sync>,
    ) -> Result<PushAnswer, Failure> {
        let sent = Arc::clone(&moved);
        let response = self
            .post_telling(path::PUSH, request, stamp, move || sent())
            .await?;
        document(response, &*moved).await
    }

    /// Pulls a page of the feed.
    pub async fn pull(
        &self,
        query: &PullQuery,
        stamp: Stamp,
        progress: Progress<'_>,
    ) -> Result<PullAnswer, Failure> {
        let target = format!(
            "{}?feed_epoch={}&after={}&limit={}",
            path::PULL,
            query.feed_epoch,
            query.after,
            query.limit
        );
        let response = self.get(&target, stamp, HeaderMap::new()).await?;
        document(response, progress).await
    }

    /// Opens the stream of hints.
    pub async fn events(
        &self,
        stamp: Stamp,
        progress: Progress<'_>,
    ) -> Result<HintStream, Failure> {
        let response = self.get(path::EVENTS, stamp, HeaderMap::new()).await?;
        Ok(HintStream::new(accepted(response, progress).await?))
    }

    /// A proved `GET`.
    pub(super) async fn get(
        &self,
        target: &str,
        stamp: Stamp,
        headers: HeaderMap,
    ) -> Result<Response, Failure> {
        let builder = self.proved(&Method::GET, target, &[], stamp)?;
        send(builder.headers(headers)).await
    }

    async fn post<T: Serialize>(
        &self,
        target: &str,
        document: &T,
        stamp: Stamp,
    ) -> Result<Response, Failure> {
        self.post_telling(target, document, stamp, || {}).await
    }

    async fn post_telling<T: Serialize>(
        &self,
        target: &str,
        document: &T,
        stamp: Stamp,
        moved: impl Fn() + Send + Sync + 'static,
    ) -> Result<Response, Failure> {
        // What cannot be written or packed could not be read by anybody either.
        let json = serde_json::to_vec(document).map_err(|_| TransportError::Unreadable)?;
        let packed = pack(&json).map_err(|_| TransportError::Unreadable)?;
        let builder = self
            .proved(&Method::POST, target, &packed, stamp)?
            .header(CONTENT_TYPE, "application/json")
            .header(CONTENT_ENCODING, "zstd")
            .header(CONTENT_LENGTH, packed.len())
            .header(ACCEPT_ENCODING, "zstd")
            .body(in_pieces(packed, moved));
        send(builder).await
    }

    fn proved(
        &self,
        method: &Method,
        target: &str,
        body: &[u8],
        stamp: Stamp,
    ) -> Result<RequestBuilder, Failure> {
        let url = self
            .server
            .join(target)
            .map_err(|_| TransportError::Unreachable)?;
        let parts = RequestParts {
            method: method.as_str(),
            target,
            body,
        };
        let proof = Proof::sign(
            self.identity.organization_id,
            self.identity.register_id,
            stamp.server_time_ms,
            stamp.nonce,
            parts,
            &self.identity.key,
        );
        let builder = self.http.request(method.clone(), url);
        Ok(proof
            .headers()
            .into_iter()
            .fold(builder, |builder, (name, value)| {
                builder.header(name, value)
            }))
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Client")
            .field("register_id", &self.identity.register_id)
            .finish_non_exhaustive()
    }
}

async fn send(builder: RequestBuilder) -> Result<Response, Failure> {
    let sent = builder.send().await;
    sent.map_err(|error| of_request(&error).into())
}

/// Why there is no client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The computer knows no certificate authority, so that no server can prove itself.
    #[error("this computer knows no certificate authorities")]
    NoCertificates,
}
