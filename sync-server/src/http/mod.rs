//! HTTP: routes, who asks, and how the server says no.

mod answer;
mod body;
mod health;
mod limiter;
mod refuse;
mod registers;
mod serve;
mod signed;
mod state;
mod version;

use axum::Router;
use axum::routing::{get, post};
use protocol::path;

pub use answer::{Answer, answer};
pub use body::BodyLimits;
pub(crate) use body::{read, unpacked};
pub use limiter::Limiter;
pub use refuse::{Fault, Refused};
pub use registers::{Known, KnownRegisters};
pub use serve::{ServeError, Server};
pub use signed::{Authenticated, Signed};
pub(crate) use signed::{check_time, parts_of, proof_of};
pub use state::{AppState, Parts};
pub(crate) use version::check_protocol;

use crate::{catalog, enrol, push};

/// Every route of the server.
pub fn router(state: AppState) -> Router {
    Router::new()
        .route("/health", get(health::health))
        .route("/ready", get(health::ready))
        .route(path::ENROL, post(enrol::enrol))
        .route(path::CODES, post(enrol::codes))
        .route(path::PUSH, post(push::push))
        .merge(catalog::routes())
        .fallback(refuse::not_found)
        .layer(axum::middleware::from_fn(answer::log))
        .with_state(state)
}
