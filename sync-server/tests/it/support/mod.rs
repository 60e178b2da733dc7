//! What tests of the server share: a database, a running server, and registers that write logs and
//! sign requests.

mod books;
mod device;
pub(crate) mod http;
mod place;
mod server;

pub(crate) use books::Books;
pub(crate) use device::{Device, Reply};
pub(crate) use place::{Place, connect};
pub(crate) use server::TestServer;
