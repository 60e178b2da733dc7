//! One window for each data folder: a second start brings the first window to the front and ends.
//!
//! Registers of different data folders run side by side. The ledger's own lock is behind this: what
//! gets past it, as on a desktop without a bus, finds the ledger in use.

use std::error::Error;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::Write as _;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use serde_json::Value;
use tauri::plugin::{Plugin, TauriPlugin};
use tauri::{AppHandle, Wry};
use tauri_plugin_single_instance::Builder;

use crate::window;

/// How long a second start waits for the first window. One that works answers at once.
const ANSWER_LIMIT: Duration = Duration::from_secs(10);

/// Must be the first plugin: the second start ends in it, before it opens the log or a window.
pub(crate) fn plugin(data_dir: &Path) -> impl Plugin<Wry> + 'static {
    PatientFor(
        ANSWER_LIMIT,
        Builder::new()
            .callback(|app, _, _| come_to_front(app))
            .dbus_id(name_of(data_dir))
            .build(),
    )
}

/// The plugin, which waits for the first window without an end: it does nothing but in its
/// beginning, and that is given up after a time.
struct PatientFor(Duration, TauriPlugin<Wry>);

impl Plugin<Wry> for PatientFor {
    fn name(&self) -> &'static str {
        self.1.name()
    }

    fn initialize(&mut self, app: &AppHandle, config: Value) -> Result<(), Box<dyn Error>> {
        let Self(limit, plugin) = self;
        let (begun, waited) = mpsc::channel::<()>();
        let limit = *limit;
        thread::Builder::new()
            .name("second-start".to_owned())
            .spawn(move || {
                if waited.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
                    give_up();
                }
            })?;
        let outcome = plugin.initialize(app, config);
        drop(begun);
        outcome
    }
}

/// The first window is stopped or hangs.
#[expect(clippy::exit, reason = "the main thread waits for what does not come")]
fn give_up() {
    // With a closed output nobody reads it.
    writeln!(
        std::io::stderr(),
        "kasapro: the register is open already, but its window does not answer; end that program, \
         then start again"
    )
    .ok();
    std::process::exit(1);
}

/// Whether a second start can be told which data folder the first one has open. Elsewhere than on
/// Linux the plugin knows the program alone, so that only the usual folder goes by it.
pub(crate) fn tells_folders_apart() -> bool {
    cfg!(target_os = "linux") || std::env::var_os("KASAPRO_DATA").is_none()
}

fn come_to_front(app: &AppHandle) {
    log::info!("the program was started again: this window comes to the front");
    if let Err(error) = window::bring_to_front(app) {
        log::error!("the window cannot come to the front: {error}");
    }
}

/// The name on the desktop's bus, the same for every way to write the folder.
fn name_of(data_dir: &Path) -> String {
    // The folder of the first start is there before its name is taken: a link to it has the same.
    if let Err(error) = std::fs::create_dir_all(data_dir) {
        log::warn!("the data folder cannot be made: {error}");
    }
    let absolute = std::path::absolute(data_dir).unwrap_or_else(|_| data_dir.to_owned());
    let folder = absolute.canonicalize().unwrap_or(absolute);
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    format!("id.kasapro.register.folder{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::name_of;

    #[test]
    fn a_folder_has_one_name_and_no_other_folder_has_it() {
        let root = std::env::temp_dir().join(format!("kasapro-names-{}", std::process::id()));
        for folder in ["one", "two"] {
            fs::create_dir_all(root.join(folder)).expect("a folder can be made");
        }
        let (one, two) = (name_of(&root.join("one")), name_of(&root.join("two")));
        assert_eq!(one, name_of(&root.join("two/../one/.")));
        assert_ne!(one, two);
        fs::remove_dir_all(root).expect("the folders can be removed");
    }
}
