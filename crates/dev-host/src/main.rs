//! The development host: real shops for the screens, without a window.
//!
//! The development server of the screens and their tests start this program. It answers the same
//! commands as the desktop shell, over HTTP. Each shop has its own ledger in a temporary folder. It
//! is never part of a release.
//!
//! The first line of its output is `{"port":…,"token":…}`. It listens only on the loopback
//! interface and answers only requests with the token. It ends when its input ends or a signal
//! arrives, and then removes its folder.

mod answer;
mod ending;
mod events;
mod folder;
mod http;
mod random;
mod shops;

use std::io::Write as _;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use serde_json::json;

use crate::answer::answer;
use crate::shops::Shops;

fn main() -> std::io::Result<()> {
    // Install the handler before there is anything to remove: a signal without a handler kills the
    // process.
    let ended = ending::watch()?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let token = random::hex::<32>()?;
    // The folder is owned here, because the answering threads share the shops and outlive this
    // function.
    let folder = tempfile::Builder::new().prefix("kasapro-dev-").tempdir()?;
    let shops = Arc::new(Shops::new(folder.path()));
    let greeting = json!({ "port": listener.local_addr()?.port(), "token": &token });
    writeln!(std::io::stdout(), "{greeting}")?;
    let authorization = format!("Bearer {token}");
    let server = Arc::clone(&shops);
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let shops = Arc::clone(&server);
            let authorization = authorization.clone();
            thread::spawn(move || serve(connection, &authorization, &shops));
        }
    });
    ended.recv().map_err(std::io::Error::other)?;
    shops.close_all()?;
    folder.close()
}

/// Answers one request. A caller that has disconnected does not need an answer, so errors are
/// dropped here.
fn serve(mut connection: TcpStream, authorization: &str, shops: &Shops) {
    let Ok(request) = http::read(&connection) else {
        return;
    };
    let answer = if request.authorization == authorization {
        answer(shops, &request)
    } else {
        http::HttpResponse::new(401, &json!("the token is missing or wrong"))
    };
    answer.write(&mut connection).ok();
}
