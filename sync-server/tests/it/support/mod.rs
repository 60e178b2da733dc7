//! What tests of the server share: a database, a running server, and registers that write logs and
//! sign requests.

mod books;
mod database;
mod device;
pub(crate) mod http;
mod server;

pub(crate) use books::Books;
pub(crate) use database::{TestDatabase, address, connect};
pub(crate) use device::{Device, Reply};
pub(crate) use server::TestServer;
