//! The development host: real shops for the screens, without a window.
//!
//! The development server of the screens and their tests start this program. It answers the same
//! commands as the desktop shell, over HTTP, each shop on a ledger of its own in a temporary
//! folder. It is never part of a release.
//!
//! The first line of its output is `{"port":…,"token":…}`. It listens on the loopback interface
//! alone, answers only those who send the token, and ends when its input ends.

mod answer;
mod events;
mod folder;
mod http;
mod shops;

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use serde_json::json;

use crate::answer::answer;
use crate::shops::Shops;

fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let token = random_token()?;
    let shops = Arc::new(Shops::new()?);
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
    // Whoever started this program holds its input open: no host outlives its test run.
    std::io::stdin().read_to_end(&mut Vec::new())?;
    shops.close_all();
    Ok(())
}

/// Answers one request. A caller that has gone away needs no answer, so errors end here.
fn serve(mut connection: TcpStream, authorization: &str, shops: &Shops) {
    let Ok(request) = http::read(&connection) else {
        return;
    };
    let answer = if request.authorization == authorization {
        answer(shops, &request)
    } else {
        http::HttpResponse::new(401, &json!("the token is missing"))
    };
    answer.write(&mut connection).ok();
}

fn random_token() -> std::io::Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    let mut token = String::with_capacity(64);
    for byte in bytes {
        write!(token, "{byte:02x}").map_err(std::io::Error::other)?;
    }
    Ok(token)
}
