//! Checks signed requests.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRef, FromRequest, Request};
use axum::http::HeaderMap;
use domain::feed::RegisterStatus;
use protocol::{Proof, RefusalCode};
use uuid::Uuid;

use super::proof::{check_time, proof_of, signed_parts};
use super::register_cache::RegisterKeyCache;
use crate::config::{BodyLimits, Limits};
use crate::database::Database;
use crate::http::{ApiError, Limiter, read_body, unpack_body};
use crate::table::registers::RegisterIdentity;
use crate::table::request_nonces;

/// Checks signed requests.
pub(crate) struct Authenticator {
    database: Database,
    registers: RegisterKeyCache,
    /// Counts requests of authenticated registers, so that no register can use up another's quota.
    requests: Limiter<(Uuid, Uuid)>,
    body_limits: BodyLimits,
}

/// A register whose proof was accepted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AuthenticatedRegister {
    pub(crate) organization_id: Uuid,
    pub(crate) register_id: Uuid,
    pub(crate) identity: RegisterIdentity,
}

/// A request of an authenticated register, with its body unpacked.
#[derive(Debug)]
pub(crate) struct SignedRequest {
    pub(crate) register: AuthenticatedRegister,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl AuthenticatedRegister {
    /// Refuses a revoked register: it may only push the rest of its log.
    pub(crate) fn require_active(&self) -> Result<(), ApiError> {
        match self.identity.status {
            RegisterStatus::Active => Ok(()),
            RegisterStatus::Revoked => Err(ApiError::refused(
                RefusalCode::Forbidden,
                "this register was revoked",
            )),
        }
    }
}

impl Authenticator {
    /// An authenticator that has not seen a request yet.
    pub(crate) fn new(database: Database, limits: &Limits) -> Self {
        Self {
            database,
            registers: RegisterKeyCache::default(),
            requests: Limiter::new(limits.requests_per_minute),
            body_limits: limits.body,
        }
    }

    /// Whether this register may take part at the moment. False when the database does not answer.
    pub(crate) async fn is_active(&self, organization_id: Uuid, register_id: Uuid) -> bool {
        let found = self
            .registers
            .look_up(&self.database, organization_id, register_id)
            .await;
        matches!(found, Ok(Some(identity)) if identity.status == RegisterStatus::Active)
    }

    async fn check(&self, request: Request) -> Result<SignedRequest, ApiError> {
        let (parts, body) = request.into_parts();
        let proof = proof_of(&parts.headers)?;
        check_time(&proof)?;
        let identity = self
            .registers
            .look_up(&self.database, proof.organization_id, proof.register_id)
            .await?
            .ok_or_else(|| {
                ApiError::refused(
                    RefusalCode::NotEnrolled,
                    "no such register in such an organization",
                )
            })?;
        let body = read_body(body, self.body_limits).await?;
        if !proof.is_of(signed_parts(&parts, &body), &identity.public_key) {
            return Err(ApiError::refused(
                RefusalCode::NotProved,
                "the register's key did not sign this request",
            ));
        }
        self.requests
            .count((proof.organization_id, proof.register_id))
            .map_err(|seconds| ApiError::too_many("this register asks too often", seconds))?;
        self.spend_nonce(&proof).await?;
        let (headers, body) = unpack(parts.headers, body, self.body_limits).await?;
        Ok(SignedRequest {
            register: AuthenticatedRegister {
                organization_id: proof.organization_id,
                register_id: proof.register_id,
                identity,
            },
            headers,
            body,
        })
    }

    /// Stores the nonce. The same nonce a second time is a replay.
    async fn spend_nonce(&self, proof: &Proof) -> Result<(), ApiError> {
        if request_nonces::spend(&self.database, proof).await? {
            Ok(())
        } else {
            Err(ApiError::refused(
                RefusalCode::Replayed,
                "this very request was answered before",
            ))
        }
    }
}

/// Unpacks the body on a thread that does not serve other requests.
async fn unpack(
    headers: HeaderMap,
    body: Bytes,
    limits: BodyLimits,
) -> Result<(HeaderMap, Bytes), ApiError> {
    tokio::task::spawn_blocking(move || {
        let body = unpack_body(&headers, body, limits)?;
        Ok((headers, body))
    })
    .await
    .map_err(ApiError::Task)?
}

impl<S> FromRequest<S> for SignedRequest
where
    S: Send + Sync,
    Arc<Authenticator>: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        Arc::<Authenticator>::from_ref(state).check(request).await
    }
}
