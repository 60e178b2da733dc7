//! The TypeScript side of the commands and events. It is committed, and a test compares it.

use tauri_specta::Builder;

use crate::{commands, events};

/// The commands and events that the screen may use.
pub(crate) fn builder() -> Builder<tauri::Wry> {
    // The same shape is written and read: one TypeScript type for each Rust type.
    Builder::new()
        .commands(commands::all())
        .events(events::all())
        .disable_serde_phases()
}

#[cfg(test)]
mod tests {
    use std::{env, fs, path::Path};

    use specta_typescript::Typescript;

    /// `cargo xtask bindings` sets `KASAPRO_WRITE_BINDINGS` to write the file instead.
    #[test]
    fn bindings_on_disk_are_those_of_the_commands() {
        let committed =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/register/api/bindings.ts");
        let fresh = env::temp_dir().join(format!("kasapro-bindings-{}.ts", std::process::id()));
        super::builder()
            .export(Typescript::default(), &fresh)
            .expect("the types export");
        let text = fs::read_to_string(&fresh).expect("the export is there");
        fs::remove_file(&fresh).expect("the export can be removed");
        if env::var_os("KASAPRO_WRITE_BINDINGS").is_some() {
            fs::write(&committed, &text).expect("the bindings can be written");
        }
        let on_disk = fs::read_to_string(&committed).unwrap_or_default();
        assert!(
            on_disk == text,
            "the commands have changed: run `cargo xtask bindings`"
        );
    }
}
