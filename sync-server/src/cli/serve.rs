//! `serve`: looks at everything once, then answers until it is told to stop.

use std::time::Duration;

use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

use super::error::CommandError;
use super::keys;
use crate::config::Config;
use crate::database::{Database, PoolOptions};
use crate::http::{AppState, Server, router};
use crate::{catalog, migrate};

/// How long a request waits for a connection to the database.
pub(super) const CONNECTION_WAIT: Duration = Duration::from_secs(5);

pub(super) async fn serve(config: Config) -> Result<(), CommandError> {
    start_log();
    let pool = PoolOptions {
        connections: config.limits.connections,
        wait: CONNECTION_WAIT,
    };
    let database = Database::new(&config.database_url, pool)?;
    migrate::check_role(&database).await?;
    migrate::check(&database).await?;
    let keys = keys::open(&database, &config.secret_file).await?;
    let server = Server::bind(config.listen, config.tls.as_ref(), &config.limits)?;
    let (stop, stopping) = watch::channel(false);
    let state = AppState::new(database, keys, config.limits, stopping);
    catalog::start(&state);
    let address = server.address()?;
    tracing::info!(%address, tls = config.tls.is_some(), "listening");
    let finish = server.stopper();
    let told = told_to_stop()?;
    tokio::spawn(async move {
        told.await;
        tracing::info!("stopping");
        stop.send_replace(true);
        finish();
    });
    server.serve(router(state)).await?;
    tracing::info!("stopped");
    Ok(())
}

/// JSON lines on standard error; `RUST_LOG` says how much.
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

/// Ends when the process is told to stop.
#[cfg(unix)]
fn told_to_stop() -> Result<impl Future<Output = ()> + Send, CommandError> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(CommandError::Signals)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(CommandError::Signals)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Ends when the process is told to stop.
#[cfg(not(unix))]
fn told_to_stop() -> Result<impl Future<Output = ()> + Send, CommandError> {
    Ok(async {
        tokio::signal::ctrl_c().await.ok();
    })
}
