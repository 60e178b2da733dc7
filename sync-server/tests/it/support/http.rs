//! A client that asks without proof.

use reqwest::{Client, Response};

/// A client. Built beside the register's crate, its TLS comes without a provider, so one is named.
pub(crate) fn client() -> Client {
    rustls::crypto::ring::default_provider()
        .install_default()
        .ok();
    Client::new()
}

/// Asks for one page.
pub(crate) async fn get(url: impl reqwest::IntoUrl) -> reqwest::Result<Response> {
    client().get(url).send().await
}
