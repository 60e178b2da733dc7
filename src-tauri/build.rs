//! Build script of the shell: reads `tauri.conf.json` at the root and embeds the built UI.

use std::path::Path;

const UI_PAGE: &str = "ui/dist/index.html";

fn main() {
    println!("cargo::rerun-if-changed=src-tauri/capabilities");
    if embeds_ui() {
        println!("cargo::rerun-if-changed=ui/dist");
        if !Path::new(UI_PAGE).is_file() {
            println!(
                "cargo::error=The UI is not built: {UI_PAGE} is missing. Run `cargo xtask run`, \
                 or build it alone with `cd ui && npm ci && npm run build`."
            );
            return;
        }
    }
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*.json");
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error=tauri-build: {error:#}");
    }
}

/// Whether the program carries the built UI. `tauri dev` leaves the feature out and loads the
/// screens from `devUrl`.
fn embeds_ui() -> bool {
    std::env::var_os("CARGO_FEATURE_CUSTOM_PROTOCOL").is_some()
}
