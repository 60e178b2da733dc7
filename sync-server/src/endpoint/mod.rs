//! The endpoints of the server, one a file. A handler reads the request, calls one function of the
//! module that does the work, and writes the response.

pub(crate) mod codes;
pub(crate) mod enrol;
pub(crate) mod events;
pub(crate) mod health;
pub(crate) mod pull;
pub(crate) mod push;
pub(crate) mod snapshot;
