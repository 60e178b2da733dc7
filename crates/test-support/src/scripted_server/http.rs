//! The server over HTTP: requests in, answers and faults out.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

use anyhow::{Context as _, Result};
use protocol::{Refusal, RefusalCode, path, unpack};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ScriptedServer;
use super::world::refusal;

/// The largest body that is unpacked, in bytes.
const BODY_MAX: usize = 8_000_000;

/// Listens, and answers on threads that end with the process.
pub(super) fn serve(server: &ScriptedServer) -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no port is free")?;
    let address = listener.local_addr()?;
    let server = server.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let server = server.clone();
            thread::spawn(move || converse(&server, stream));
        }
    });
    Ok(address)
}

/// One connection, request after request, until the other side ends it.
fn converse(server: &ScriptedServer, mut stream: TcpStream) -> Option<()> {
    if server.world().is_away {
        return None;
    }
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    loop {
        let (target, body) = read(&mut reader)?;
        if server.world().is_away {
            return None;
        }
        if server.world().hangs {
            // Do not answer, and wait until the other side gives up.
            return read(&mut reader).map(drop);
        }
        let reply = answer(server, &target, &body).ok()?;
        let mut world = server.world();
        if world.loses > 0 {
            world.loses -= 1;
            return None;
        }
        drop(world);
        stream.write_all(&reply).ok()?;
    }
}

fn answer(server: &ScriptedServer, target: &str, body: &[u8]) -> Result<Vec<u8>> {
    let mut world = server.world();
    let (route, query) = target.split_once('?').unwrap_or((target, ""));
    if route == path::ENROL {
        return json(world.enrol(&document(body)?));
    }
    if let Err(refused) = world.admit() {
        return json::<()>(Err(refused));
    }
    match route {
        path::PUSH => json(world.push(&document(body)?)),
        path::PULL => json(Ok(world.pull(after(query)?))),
        path::SNAPSHOT => Ok(reply("200 OK", &world.snapshot()?)),
        // There is no stream of hints: the register polls, or a test makes it sync.
        _ => json::<()>(Err(refusal(RefusalCode::TooManyRequests, None))),
    }
}

/// The cursor of a pull.
fn after(query: &str) -> Result<u64> {
    let mut parts = query.split('&').filter_map(|part| part.split_once('='));
    let after = parts.find(|(name, _)| *name == "after");
    Ok(after.context("a pull names no number")?.1.parse()?)
}

/// The target and the body of the next request.
fn read(reader: &mut BufReader<TcpStream>) -> Option<(String, Vec<u8>)> {
    let mut first = String::new();
    reader.read_line(&mut first).ok().filter(|read| *read > 0)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let line = line.trim().to_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((first.split(' ').nth(1)?.to_owned(), body))
}

fn document<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    Ok(serde_json::from_slice(&unpack(body, BODY_MAX)?)?)
}

fn json<T: Serialize>(answer: Result<T, Box<Refusal>>) -> Result<Vec<u8>> {
    Ok(match answer {
        Ok(document) => reply("200 OK", &serde_json::to_vec(&document)?),
        Err(refused) => {
            let status = format!("{} No", refused.code.status());
            reply(&status, &serde_json::to_vec(&refused)?)
        }
    })
}

fn reply(status: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}
