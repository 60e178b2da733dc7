//! The printer and its queue.

use register::Register;
use register::view::{PrintJobView, PrinterInput};
use tauri::State;

use crate::shell::{Answer, Shell};

/// The jobs in front of the printer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_queue(shell: State<'_, Shell>) -> Answer<Vec<PrintJobView>> {
    shell.ask(Register::print_queue).await
}

/// Tries a failed job again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_retry(shell: State<'_, Shell>, job_id: u32) -> Answer<Vec<PrintJobView>> {
    shell
        .ask(move |register| register.print_retry(job_id.into()))
        .await
}

/// Gives a job up.
#[tauri::command]
#[specta::specta]
pub(crate) async fn print_discard(
    shell: State<'_, Shell>,
    job_id: u32,
) -> Answer<Vec<PrintJobView>> {
    shell
        .ask(move |register| register.print_discard(job_id.into()))
        .await
}

/// Prints a test page with the settings as typed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn printer_test(shell: State<'_, Shell>, input: PrinterInput) -> Answer<()> {
    shell
        .ask(move |register| register.printer_test(&input))
        .await
}
