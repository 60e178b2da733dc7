//! The register behind the window, opened off the main thread and asked off the UI thread.

use std::sync::Arc;
use std::time::Duration;

use register::{CommandError, ErrorCode, KeyStoreChoice, OpenRequest, Register};
use tokio::sync::watch;

/// The result of a command.
pub(crate) type Answer<T> = Result<T, CommandError>;

/// The result of opening the register, once there is one.
type Opened = Option<Arc<Result<Register, CommandError>>>;

/// What is done with a register as soon as it is open.
type WhenOpen = Arc<dyn Fn(&Register) + Send + Sync>;

/// How long the end of the program waits for what still runs. The desktop waits for the program
/// when it is switched off, and a start meanwhile finds the ledger in use.
const CLOSE_LIMIT: Duration = Duration::from_secs(5);

/// The state that all commands share: the register, or why there is none.
#[derive(Clone)]
pub(crate) struct Shell {
    opened: watch::Sender<Opened>,
    when_open: WhenOpen,
}

impl Shell {
    /// Starts opening the register and returns at once: the first paint does not wait for the disk.
    ///
    /// `when_open` runs when the register is open.
    pub(crate) fn open(when_open: impl Fn(&Register) + Send + Sync + 'static) -> Self {
        let shell = Self {
            opened: watch::Sender::new(None),
            when_open: Arc::new(when_open),
        };
        shell.begin_opening();
        shell
    }

    fn begin_opening(&self) {
        let (opened, when_open) = (self.opened.clone(), Arc::clone(&self.when_open));
        tauri::async_runtime::spawn(async move {
            let opening = tauri::async_runtime::spawn_blocking(move || open_register(&when_open));
            let result = opening.await.unwrap_or_else(|error| {
                log::error!("the opening of the register stopped: {error}");
                Err(stopped())
            });
            opened.send_replace(Some(Arc::new(result)));
        });
    }

    /// Opens the register anew when it could not be opened, or waits for its key; an open one stays
    /// as it is. Returns when that is done, whatever came of it: the next command tells.
    pub(crate) async fn open_again(&self) -> Answer<()> {
        self.opened().await?;
        let is_given_up = self
            .opened
            .send_if_modified(|opened| match opened.as_deref() {
                None => false,
                Some(Ok(register)) if !register.awaits_key() => false,
                Some(_) => {
                    *opened = None;
                    true
                }
            });
        if is_given_up {
            self.begin_opening();
        }
        self.opened().await?;
        Ok(())
    }

    /// Closes the register, at the end of the program: nothing asks it any more.
    pub(crate) fn close(&self) {
        let opened = self.opened.borrow().clone();
        if let Some(Ok(register)) = opened.as_deref()
            && !register.close_within(CLOSE_LIMIT)
        {
            log::warn!("the program ends before the register is closed");
        }
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
        let opened = self.opened().await?;
        let task = tauri::async_runtime::spawn_blocking(move || match opened.as_deref() {
            Some(result) => question(result.as_ref()).map_err(Into::into),
            None => Err(stopped()),
        });
        task.await.map_err(|error| {
            log::error!("a use case stopped: {error}");
            stopped()
        })?
    }

    /// Waits for the end of an opening that runs.
    async fn opened(&self) -> Answer<Opened> {
        let mut opened = self.opened.subscribe();
        let opened = opened.wait_for(Option::is_some).await;
        Ok(opened.map_err(|_| stopped())?.clone())
    }
}

fn open_register(when_open: &WhenOpen) -> Result<Register, CommandError> {
    let result = Register::open(request()).map_err(CommandError::from);
    match &result {
        Ok(register) => when_open(register),
        Err(error) => log::error!("the register cannot be opened: {error}"),
    }
    result
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
