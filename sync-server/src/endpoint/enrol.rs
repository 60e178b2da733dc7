//! `POST /api/sync/enrol`: a register enrols with a code. A repeated request of the same register
//! gets the same answer.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use domain::store::MAX_LINE_LETTERS;
use protocol::{EnrolRequest, RefusalCode};

use crate::app::AppState;
use crate::auth::{check_time, proof_of, signed_parts};
use crate::config::BodyLimits;
use crate::http::{ApiError, ApiResult, json, read_body, unpack_body};

/// An enrolment is some ids and names.
const BODY_MAX_BYTES: usize = 16_384;

pub(crate) async fn enrol(
    State(app): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> ApiResult {
    app.code_tries
        .count(peer.ip())
        .map_err(|seconds| ApiError::too_many("too many tries of codes", seconds))?;
    let headers = request.headers().clone();
    let request = read(&app, request).await?;
    check_names(&request)?;
    json(&headers, &crate::enrol::enrol(&app, &request).await?)
}

/// Reads the request, which the key that is to be enrolled must have signed.
async fn read(app: &AppState, request: Request) -> Result<EnrolRequest, ApiError> {
    let (parts, body) = request.into_parts();
    let proof = proof_of(&parts.headers)?;
    check_time(&proof)?;
    let limits = BodyLimits {
        packed: BODY_MAX_BYTES,
        unpacked: BODY_MAX_BYTES,
        ..app.body_limits()
    };
    let body = read_body(body, limits).await?;
    let plain = unpack_body(&parts.headers, body.clone(), limits)?;
    let request: EnrolRequest = serde_json::from_slice(&plain)
        .map_err(|error| ApiError::refused(RefusalCode::Malformed, error))?;
    app.limits.protocols.check(request.protocol)?;
    let is_its_own = proof.register_id == request.register_id
        && proof.is_of(signed_parts(&parts, &body), &request.public_key);
    if is_its_own {
        Ok(request)
    } else {
        Err(ApiError::refused(
            RefusalCode::NotProved,
            "the key that is to be enrolled did not sign this request",
        ))
    }
}

fn check_names(request: &EnrolRequest) -> Result<(), ApiError> {
    let stores = request.founding.iter().map(|founding| &founding.store_name);
    for name in stores.chain([&request.register_name]) {
        if !is_name(name) {
            return Err(ApiError::refused(
                RefusalCode::Malformed,
                format_args!("a name has 1 to {MAX_LINE_LETTERS} letters"),
            ));
        }
    }
    let founding = request.founding.as_ref();
    if founding.is_some_and(|founding| founding.organization_id.is_nil()) {
        return Err(ApiError::refused(
            RefusalCode::Malformed,
            "an organization needs an id",
        ));
    }
    Ok(())
}

fn is_name(text: &str) -> bool {
    (1..=MAX_LINE_LETTERS).contains(&text.trim().chars().count())
        && !text.chars().any(char::is_control)
}
