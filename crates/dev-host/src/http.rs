//! The part of HTTP/1.1 that the development host needs: one request per connection, JSON in both
//! directions.

use std::io::{BufRead as _, BufReader, Error, Read as _, Result, Write};
use std::net::TcpStream;

use serde_json::Value;

/// The largest body that is read.
const BODY_MAX: u64 = 8 * 1024 * 1024;

pub(crate) struct HttpRequest {
    pub(crate) path: String,
    pub(crate) authorization: String,
    pub(crate) body: Value,
}

/// Reads a request; an empty body is `null`.
pub(crate) fn read(connection: &TcpStream) -> Result<HttpRequest> {
    let mut reader = BufReader::new(connection);
    let first = line(&mut reader)?;
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut authorization = String::new();
    let mut length = 0;
    loop {
        let header = line(&mut reader)?;
        let Some((name, value)) = header.split_once(':') else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "authorization" => value.trim().clone_into(&mut authorization),
            "content-length" => length = value.trim().parse().map_err(Error::other)?,
            _ => {}
        }
    }
    if length > BODY_MAX {
        return Err(Error::other("the body is too long"));
    }
    let mut bytes = Vec::new();
    reader.take(length).read_to_end(&mut bytes)?;
    let body = if bytes.is_empty() {
        Value::Null
    } else {
        serde_json::from_slice(&bytes)?
    };
    Ok(HttpRequest {
        path,
        authorization,
        body,
    })
}

fn line(reader: &mut BufReader<&TcpStream>) -> Result<String> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Err(Error::other("the request ends too early"));
    }
    Ok(line.trim_end().to_owned())
}

pub(crate) struct HttpResponse {
    status: u16,
    body: String,
}

impl HttpResponse {
    pub(crate) fn new(status: u16, body: &Value) -> Self {
        Self {
            status,
            body: body.to_string(),
        }
    }

    pub(crate) fn write(&self, to: &mut impl Write) -> Result<()> {
        let Self { status, body } = self;
        let length = body.len();
        write!(
            to,
            "HTTP/1.1 {status} -\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\nconnection: close\r\n\r\n{body}"
        )?;
        to.flush()
    }
}
