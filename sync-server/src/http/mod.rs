//! HTTP without any knowledge of registers: bodies, responses, errors, limits and listening.

mod body;
mod error;
mod limiter;
mod response;
mod serve;
mod version;

pub(crate) use body::{read_body, unpack_body};
pub(crate) use error::not_found;
pub use error::{ApiError, RequestRefusal};
pub(crate) use limiter::Limiter;
pub(crate) use response::{ApiResult, json};
pub use serve::{ServeError, Server};
pub(crate) use version::{RequestProtocol, require_protocol};
