//! Enrolment: a register becomes known by a one-use code.

mod admit;
mod code;
mod directory;
mod issue;

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use domain::store::MAX_LINE_LETTERS;
use protocol::{EnrolRequest, RefusalCode};

use crate::http::{
    self, Answer, AppState, BodyLimits, Fault, answer, check_protocol, check_time, parts_of,
    proof_of, unpacked,
};

pub use code::Code;
pub use directory::{Issued, Joining, issue_founding, issue_joining};
pub use issue::codes;

/// An enrolment is some ids and names.
const BODY_MAX: usize = 16_384;

/// `POST /api/sync/enrol`: a register shows a code and is let in; asked again by the same one, the answer is the same.
pub async fn enrol(
    State(state): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Answer {
    state
        .code_tries
        .count(peer.ip())
        .map_err(|seconds| Fault::too_many("too many tries of codes", seconds))?;
    let (parts, body) = request.into_parts();
    let proof = proof_of(&parts.headers)?;
    check_time(&proof)?;
    let limits = BodyLimits {
        packed: BODY_MAX,
        unpacked: BODY_MAX,
        ..state.body_limits()
    };
    let body = http::read(body, limits).await?;
    let plain = unpacked(&parts.headers, body.clone(), limits)?;
    let request: EnrolRequest = serde_json::from_slice(&plain)
        .map_err(|error| Fault::refused(RefusalCode::Malformed, error))?;
    check_protocol(request.protocol)?;
    let is_its_own = proof.register_id == request.register_id
        && proof.is_of(parts_of(&parts, &body), &request.public_key);
    if !is_its_own {
        return Err(Fault::refused(
            RefusalCode::NotProved,
            "the key that is to be enrolled did not sign this request",
        ));
    }
    check_names(&request)?;
    let enrolled = let_in(&state, &request).await?;
    answer(&parts.headers, &enrolled)
}

async fn let_in(state: &AppState, request: &EnrolRequest) -> Result<protocol::EnrolAnswer, Fault> {
    let code = Code::parse(&request.code).ok_or_else(code_invalid)?;
    let look_up = || {
        directory::look_up(
            &state.database,
            &code,
            request.register_id,
            &request.public_key,
        )
    };
    let purpose = match look_up().await? {
        directory::Standing::Open(purpose) => purpose,
        directory::Standing::UsedByThis { organization_id } => {
            return admit::answer_again(state, organization_id, request).await;
        }
        directory::Standing::Invalid => return Err(code_invalid()),
    };
    match admit::admit(state, request, &code, &purpose).await {
        // The same request twice at once: the other one was quicker, and its answer is ours too.
        Err(refused) => match look_up().await? {
            directory::Standing::UsedByThis { organization_id } => {
                admit::answer_again(state, organization_id, request).await
            }
            _ => Err(refused),
        },
        admitted => admitted,
    }
}

fn check_names(request: &EnrolRequest) -> Result<(), Fault> {
    let stores = request.founding.iter().map(|founding| &founding.store_name);
    for name in stores.chain([&request.register_name]) {
        if !is_name(name) {
            return Err(Fault::refused(
                RefusalCode::Malformed,
                format_args!("a name has 1 to {MAX_LINE_LETTERS} letters"),
            ));
        }
    }
    let founding = request.founding.as_ref();
    if founding.is_some_and(|founding| founding.organization_id.is_nil()) {
        return Err(Fault::refused(
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

/// One answer for every code that lets nobody in.
fn code_invalid() -> Fault {
    Fault::refused(
        RefusalCode::CodeInvalid,
        "there is no such code, or it was used, or is too old",
    )
}
