//! The address of a server.

use std::fmt;
use std::net::IpAddr;

use reqwest::Url;

/// The address of a server: scheme, host and port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerAddress {
    url: Url,
    loopback: bool,
}

impl ServerAddress {
    /// Reads an address as a person types it. Without a scheme it is `https`. `http` is for this
    /// computer only: anyone on the way could read and change what is sent.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        let full = if text.contains("://") {
            text.to_owned()
        } else {
            format!("https://{text}")
        };
        let url = Url::parse(&full).map_err(|_| AddressError::Unreadable)?;
        let host = url.host_str().ok_or(AddressError::Unreadable)?;
        let loopback = is_loopback(host);
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            "http" => return Err(AddressError::NotSecure),
            _ => return Err(AddressError::Unreadable),
        }
        let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let has_person = !url.username().is_empty() || url.password().is_some();
        if !is_bare || has_person {
            return Err(AddressError::Unreadable);
        }
        Ok(Self { url, loopback })
    }

    /// Whether it is on this computer.
    pub const fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// Whether the connection is unencrypted, which is allowed on this computer only.
    pub fn is_plain(&self) -> bool {
        self.url.scheme() == "http"
    }

    /// The URL of a path and its query.
    pub(super) fn join(&self, target: &str) -> Result<Url, AddressError> {
        self.url.join(target).map_err(|_| AddressError::Unreadable)
    }
}

/// As it is kept: without the last slash.
impl fmt::Display for ServerAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.url.as_str().trim_end_matches('/'))
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || bare
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// Why a text is not the address of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is not the URL of a host, or has a path, a query or a password.
    #[error("the address is not like https://server.example")]
    Unreadable,
    /// `http` to another computer.
    #[error("the address must begin with https://")]
    NotSecure,
}

#[cfg(test)]
mod tests {
    use super::{AddressError, ServerAddress};

    #[test]
    fn an_address_is_https_unless_it_is_this_computer() {
        let shown = |text| ServerAddress::parse(text).map(|address| address.to_string());
        assert_eq!(
            shown(" sync.example.id "),
            Ok("https://sync.example.id".into())
        );
        assert_eq!(
            shown("https://a.example:8443/"),
            Ok("https://a.example:8443".into())
        );
        assert_eq!(
            shown("http://127.0.0.1:8080"),
            Ok("http://127.0.0.1:8080".into())
        );
        assert_eq!(shown("http://[::1]:80"), Ok("http://[::1]".into()));
        assert_eq!(shown("http://localhost:9"), Ok("http://localhost:9".into()));
        for text in [
            "http://a.example",
            "http://10.0.0.1",
            "http://localhost.example",
        ] {
            assert_eq!(shown(text), Err(AddressError::NotSecure), "{text}");
        }
        for text in [
            "",
            "https://",
            "ftp://a.example",
            "https://a.example/path",
            "https://a.example?x=1",
            "https://user:word@a.example",
            "not a host",
        ] {
            assert_eq!(shown(text), Err(AddressError::Unreadable), "{text}");
        }
    }
}
