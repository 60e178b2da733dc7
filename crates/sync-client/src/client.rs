//! The client of one register at one server.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use domain::entry::SigningKey;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use reqwest::{Method, RequestBuilder, Response, redirect};
use serde::Serialize;
use uuid::Uuid;

use protocol::{
    CodeAnswer, CodeRequest, EnrolAnswer, EnrolRequest, FetchError, IDLE_CONNECTION_SECONDS,
    OnProgress, PROTOCOL, PROTOCOL_HEADER, Peer, Proof, PullAnswer, PullQuery, PushAnswer,
    PushRequest, RequestError, RequestParts, Stamp, TransportError, pack, path,
};

use super::answer::{accepted, document};
use super::body::in_pieces;
use super::error::transport_error;
use super::snapshot::{PartialFile, forget, receive_into};
use super::{HintStream, ServerAddress};

/// How long a connection may take to come up.
const CONNECT_LIMIT: Duration = Duration::from_secs(15);
/// Idle connections are closed before the server closes them, because a request on a closing
/// connection is lost. Most routers also keep a connection for longer than this.
const IDLE_LIMIT: Duration = Duration::from_secs(IDLE_CONNECTION_SECONDS - 5);
/// After this idle time the operating system checks whether the connection is dead.
const KEEPALIVE: Duration = Duration::from_secs(30);

/// The register that makes the requests.
#[derive(Clone)]
pub struct ClientIdentity {
    /// The organization; nil before it is known.
    pub organization_id: Uuid,
    pub register_id: Uuid,
    pub key: Arc<SigningKey>,
}

/// A client of one server. Cheap to clone; the clones share their connections.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    server: ServerAddress,
    identity: ClientIdentity,
}

impl Client {
    /// Prepares a client; it connects with the first request.
    pub fn new(server: ServerAddress, identity: ClientIdentity) -> Result<Self, ClientError> {
        // A provider that is installed already stays: this program installs only this one.
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
        // A proxy cannot reach this computer.
        let builder = if server.is_loopback() {
            builder.no_proxy()
        } else {
            builder
        };
        let builder = if server.is_plain() {
            // Without TLS certificates are not checked, and the computer may not have any
            // authorities.
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

    /// A signed `GET`.
    pub(super) async fn get(
        &self,
        target: &str,
        stamp: Stamp,
        headers: HeaderMap,
    ) -> Result<Response, RequestError> {
        let builder = self.signed(&Method::GET, target, &[], stamp)?;
        send(builder.headers(headers)).await
    }

    async fn post<T: Serialize>(
        &self,
        target: &str,
        document: &T,
        stamp: Stamp,
        progress: impl Fn() + Send + Sync + 'static,
    ) -> Result<Response, RequestError> {
        // A document that cannot be serialized or packed could not be read by the server either.
        let json = serde_json::to_vec(document).map_err(|_| TransportError::Unreadable)?;
        let packed = pack(&json).map_err(|_| TransportError::Unreadable)?;
        let builder = self
            .signed(&Method::POST, target, &packed, stamp)?
            .header(CONTENT_TYPE, "application/json")
            .header(CONTENT_ENCODING, "zstd")
            .header(CONTENT_LENGTH, packed.len())
            .header(ACCEPT_ENCODING, "zstd")
            .body(in_pieces(packed, progress));
        send(builder).await
    }

    fn signed(
        &self,
        method: &Method,
        target: &str,
        body: &[u8],
        stamp: Stamp,
    ) -> Result<RequestBuilder, RequestError> {
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
        let builder = self
            .http
            .request(method.clone(), url)
            .header(PROTOCOL_HEADER, PROTOCOL);
        Ok(proof
            .headers()
            .into_iter()
            .fold(builder, |builder, (name, value)| {
                builder.header(name, value)
            }))
    }
}

impl Peer for Client {
    type Hints = HintStream;

    async fn enrol(
        &self,
        request: &EnrolRequest,
        stamp: Stamp,
        progress: OnProgress<'_>,
    ) -> Result<EnrolAnswer, RequestError> {
        let response = self.post(path::ENROL, request, stamp, || {}).await?;
        document(response, progress).await
    }

    async fn code(
        &self,
        request: &CodeRequest,
        stamp: Stamp,
        progress: OnProgress<'_>,
    ) -> Result<CodeAnswer, RequestError> {
        let response = self.post(path::CODES, request, stamp, || {}).await?;
        document(response, progress).await
    }

    async fn push(
        &self,
        request: &PushRequest,
        stamp: Stamp,
        progress: Arc<dyn Fn() + Send + Sync>,
    ) -> Result<PushAnswer, RequestError> {
        let sent = Arc::clone(&progress);
        let response = self
            .post(path::PUSH, request, stamp, move || sent())
            .await?;
        document(response, &*progress).await
    }

    async fn pull(
        &self,
        query: &PullQuery,
        stamp: Stamp,
        progress: OnProgress<'_>,
    ) -> Result<PullAnswer, RequestError> {
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

    async fn snapshot(
        &self,
        file: &Path,
        stamp: Stamp,
        progress: OnProgress<'_>,
    ) -> Result<(), FetchError> {
        let part = PartialFile::found(file).await?;
        let response = self.get(path::SNAPSHOT, stamp, part.headers()).await?;
        receive_into(file, &part, response, progress).await
    }

    async fn forget_snapshot(&self, file: &Path) -> io::Result<()> {
        forget(file).await
    }

    async fn events(
        &self,
        stamp: Stamp,
        progress: OnProgress<'_>,
    ) -> Result<HintStream, RequestError> {
        let response = self.get(path::EVENTS, stamp, HeaderMap::new()).await?;
        Ok(HintStream::new(accepted(response, progress).await?))
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

async fn send(builder: RequestBuilder) -> Result<Response, RequestError> {
    let sent = builder.send().await;
    sent.map_err(|error| transport_error(&error).into())
}

/// Why a client cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The computer has no certificate authorities, so no server can prove its identity.
    #[error("this computer knows no certificate authorities")]
    NoCertificates,
}
