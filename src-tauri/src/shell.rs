//! The register behind the window, opened off the main thread and asked off the UI thread.

use std::sync::Arc;

use register::{CommandError, ErrorCode, KeyStoreChoice, OpenRequest, Register};
use tokio::sync::watch;

/// The result of a command.
pub(crate) type Answer<T> = Result<T, CommandError>;

/// The result of opening the register, once there is one.
type Opened = Option<Arc<Result<Register, CommandError>>>;

/// The state that all commands share: the register, or why there is none.
#[derive(Debug, Clone)]
pub(crate) struct Shell {
    opened: watch::Receiver<Opened>,
}

impl Shell {
    /// Starts opening the register and returns at once: the first paint does not wait for the disk.
    ///
    /// `ready` runs when the register is open.
    pub(crate) fn open(ready: impl FnOnce(&Register) + Send + 'static) -> Self {
        let (publish, opened) = watch::channel(None);
        tauri::async_runtime::spawn_blocking(move || {
            let result = Register::open(request()).map_err(CommandError::from);
            match &result {
                Ok(register) => ready(register),
                Err(error) => log::error!("the register cannot be opened: {error}"),
            }
            // Fails only when the window is gone already.
            publish.send(Some(Arc::new(result))).ok();
        });
        Self { opened }
    }

    /// Runs a use case on a thread where it may block.
    pub(crate) async fn ask<T, E>(
        &self,
        question: impl FnOnce(&Register) -> Result<T, E> + Send + 'static,
    ) -> Answer<T>
    where
        T: Send + 'static,
        E: Into<CommandError> + Send + 'static,
    {
        self.ask_anyway(|register| match register {
            Ok(register) => question(register).map_err(Into::into),
            Err(error) => Err(error.clone()),
        })
        .await
    }

    /// The same for what works without the register, too; it gets the reason then.
    pub(crate) async fn ask_anyway<T, E>(
        &self,
        question: impl FnOnce(Result<&Register, &CommandError>) -> Result<T, E> + Send + 'static,
    ) -> Answer<T>
    where
        T: Send + 'static,
        E: Into<CommandError> + Send + 'static,
    {
        let mut opened = self.opened.clone();
        let opened = opened
            .wait_for(Option::is_some)
            .await
            .map_err(|_| stopped())?
            .clone();
        let task = tauri::async_runtime::spawn_blocking(move || match opened.as_deref() {
            Some(result) => question(result.as_ref()).map_err(Into::into),
            None => Err(stopped()),
        });
        task.await.map_err(|error| {
            log::error!("a use case stopped: {error}");
            stopped()
        })?
    }
}

/// Where the register's data is, as the environment sets it.
fn request() -> OpenRequest {
    let key_file = std::env::var_os("KASAPRO_KEY_FILE").filter(|value| !value.is_empty());
    let key_store = key_file.map_or(KeyStoreChoice::Keyring, |path| {
        KeyStoreChoice::File(path.into())
    });
    OpenRequest::new(register::default_data_dir(), key_store).awaiting_key()
}

/// The result when the work behind a command ended without one.
fn stopped() -> CommandError {
    CommandError::new(
        ErrorCode::Internal,
        "the register stopped before it answered",
    )
}
