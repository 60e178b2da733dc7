//! `serve`: checks database and settings once, then answers requests until it is stopped.

use std::future::Future;
use std::path::Path;
use std::time::Duration;

use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

use super::error::AdminError;
use super::keys;
use crate::app::AppState;
use crate::config::Config;
use crate::database::{Database, PoolOptions};
use crate::http::Server;
use crate::migrate;
use crate::router::router;

/// How long a request waits for a connection to the database.
pub(super) const CONNECTION_WAIT: Duration = Duration::from_secs(5);

/// Serves until the signal arrives. A signal that arrives while the server starts ends it in
/// the same orderly way.
pub(super) async fn serve(
    config_file: Option<&Path>,
    signal: impl Future<Output = ()>,
) -> Result<(), AdminError> {
    tokio::pin!(signal);
    start_log();
    let (stop, stopping) = watch::channel(false);
    let started = tokio::select! {
        biased;
        () = &mut signal => None,
        started = start(config_file, stopping) => Some(started?),
    };
    if let Some((state, server)) = started {
        let stop = || stop.send_replace(true);
        run(state, server, signal, stop).await?;
    }
    tracing::info!("stopped");
    Ok(())
}

/// Checks settings, database and secret, and takes the address.
async fn start(
    config_file: Option<&Path>,
    stopping: watch::Receiver<bool>,
) -> Result<(AppState, Server), AdminError> {
    let config = Config::load(config_file)?;
    let pool = PoolOptions {
        connections: config.limits.connections,
        wait: CONNECTION_WAIT,
    };
    let database = Database::new(config.server_address()?, pool)?;
    migrate::check_role(&database).await?;
    migrate::check(&database).await?;
    let keys = keys::open(&database, &config.secret_file).await?;
    let server = Server::bind(config.listen, config.tls.as_ref(), &config.limits)?;
    let state = AppState::new(database, keys, config.limits, stopping);
    let address = server.address()?;
    tracing::info!(%address, tls = config.tls.is_some(), "listening");
    Ok((state, server))
}

/// Answers requests until the signal arrives.
async fn run(
    state: AppState,
    server: Server,
    signal: impl Future<Output = ()>,
    stop: impl FnOnce() -> bool,
) -> Result<(), AdminError> {
    state.start_tasks();
    let finish = server.stopper();
    let serving = server.serve(router(state));
    tokio::pin!(serving);
    tokio::select! {
        served = &mut serving => return Ok(served?),
        () = signal => {}
    }
    tracing::info!("stopping");
    stop();
    finish();
    Ok(serving.await?)
}

/// Logs JSON lines to standard error. `RUST_LOG` sets the level.
fn start_log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_writer(std::io::stderr)
        .with_env_filter(filter);
    // A second start in one process (a test) keeps the first log.
    log.try_init().ok();
}
