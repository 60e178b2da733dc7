//! Everything the screen can ask for: the list of the crate `commands` as Tauri commands, each of
//! which calls one use case off the UI thread, and the few commands that need the desktop.

mod autostart;
mod close_answer;
mod file_dialog;
mod full_screen;
mod start;
mod support;

use commands::prelude::*;
use tauri::State;
use tauri_specta::{Commands, collect_commands};

use crate::shell::{Answer, Shell};

/// Makes a Tauri command of each row of the list, and the list of all for the export.
macro_rules! tauri_commands {
    (($register:ident) $(
        $(#[$doc:meta])*
        $name:ident($($argument:ident: $type:ty),*) -> $answer:ty { $call:expr }
    )*) => {
        $(
            $(#[$doc])*
            #[tauri::command]
            #[specta::specta]
            pub(crate) async fn $name(
                shell: State<'_, Shell>,
                $($argument: $type),*
            ) -> Answer<$answer> {
                shell.ask(move |$register: &Register| $call).await
            }
        )*

        /// The commands, in the order in which they are exported to TypeScript.
        pub(crate) fn all() -> Commands<tauri::Wry> {
            collect_commands![
                $($name,)*
                file_dialog::import_choose,
                file_dialog::backup_choose,
                file_dialog::folder_choose,
                file_dialog::new_file_choose,
                full_screen::full_screen_toggle,
                close_answer::window_close_answer,
                support::support_file_save,
                autostart::autostart_read,
                autostart::autostart_write,
                start::start_again
            ]
        }
    };
}

commands::for_each_command!(tauri_commands);
