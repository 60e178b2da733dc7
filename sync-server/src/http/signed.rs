//! Who asks: every request of a register is signed with its key, is of now, and is answered once.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use domain::feed::RegisterStatus;
use protocol::{Proof, RefusalCode, RequestParts, TIME_WINDOW_MS};
use uuid::Uuid;

use super::body::{read, unpacked};
use super::refuse::Fault;
use super::registers::Known;
use super::state::AppState;
use crate::database::Durability;
use crate::source;

/// A register that proved itself.
#[derive(Debug, Clone, Copy)]
pub struct Authenticated {
    /// Its organization.
    pub organization_id: Uuid,
    /// Itself.
    pub register_id: Uuid,
    /// What is known of it.
    pub known: Known,
}

impl Authenticated {
    /// Refuses a revoked register: it may drain its log, and nothing else.
    pub fn require_active(&self) -> Result<(), Fault> {
        match self.known.status {
            RegisterStatus::Active => Ok(()),
            RegisterStatus::Revoked => Err(Fault::refused(
                RefusalCode::Forbidden,
                "this register was revoked",
            )),
        }
    }
}

/// A proved request, with its body unpacked.
#[derive(Debug)]
pub struct Signed {
    /// Who asks.
    pub who: Authenticated,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl FromRequest<AppState> for Signed {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Fault> {
        let (parts, body) = request.into_parts();
        let proof = proof_of(&parts.headers)?;
        check_time(&proof)?;
        let known = state
            .registers
            .look_up(&state.database, proof.organization_id, proof.register_id)
            .await?
            .ok_or_else(|| {
                Fault::refused(
                    RefusalCode::NotEnrolled,
                    "no such register in such an organization",
                )
            })?;
        let body = read(body, state.body_limits()).await?;
        if !proof.is_of(parts_of(&parts, &body), &known.public_key) {
            return Err(Fault::refused(
                RefusalCode::NotProved,
                "the register's key did not sign this request",
            ));
        }
        state
            .requests
            .count((proof.organization_id, proof.register_id))
            .map_err(|seconds| Fault::too_many("this register asks too often", seconds))?;
        spend(state, &proof).await?;
        let limits = state.body_limits();
        let headers = parts.headers;
        let (headers, body) = tokio::task::spawn_blocking(move || {
            let body = unpacked(&headers, body, limits)?;
            Ok::<_, Fault>((headers, body))
        })
        .await
        .map_err(Fault::Task)??;
        let who = Authenticated {
            organization_id: proof.organization_id,
            register_id: proof.register_id,
            known,
        };
        Ok(Self { who, headers, body })
    }
}

/// What of a request is signed.
pub(crate) fn parts_of<'a>(parts: &'a Parts, body: &'a [u8]) -> RequestParts<'a> {
    let target = parts.uri.path_and_query();
    RequestParts {
        method: parts.method.as_str(),
        target: target.map_or("/", axum::http::uri::PathAndQuery::as_str),
        body,
    }
}

/// The proof in the headers.
pub(crate) fn proof_of(headers: &HeaderMap) -> Result<Proof, Fault> {
    Proof::from_headers(|name| headers.get(name).and_then(|value| value.to_str().ok()))
        .map_err(|error| Fault::refused(RefusalCode::NotProved, error))
}

/// Whether the request is of now.
pub(crate) fn check_time(proof: &Proof) -> Result<(), Fault> {
    let off_ms = proof.time_ms.saturating_sub(source::now_ms());
    if off_ms.saturating_abs() <= TIME_WINDOW_MS {
        Ok(())
    } else {
        Err(Fault::refused(
            RefusalCode::ClockOff,
            "the request was made at another time; the answer holds the server's",
        ))
    }
}

/// Writes the nonce down; a second time it cannot.
async fn spend(state: &AppState, proof: &Proof) -> Result<(), Fault> {
    // Older ones could not come again: their time is out of the window on both sides.
    const SPEND: &str = "with gone as (delete from request_nonces where organization_id = $1 \
                         and register_id = $2 and created_at < now() - make_interval(secs => $4)) \
                         insert into request_nonces (organization_id, register_id, nonce) \
                         values ($1, $2, $3) on conflict do nothing";
    let nonce: &[u8] = &proof.nonce;
    // Twice the window, from its far end to the near one, and some more.
    let lives_s: f64 = 900.0;
    let (organization_id, register_id) = (&proof.organization_id, &proof.register_id);
    let spent = state
        .database
        .once(
            *organization_id,
            Durability::Soon,
            SPEND,
            &[organization_id, register_id, &nonce, &lives_s],
        )
        .await?;
    if spent == 1 {
        Ok(())
    } else {
        Err(Fault::refused(
            RefusalCode::Replayed,
            "this very request was answered before",
        ))
    }
}
