//! The events that the shell sends to the screen. Losing one is safe, because each screen can ask.

use register::view::{ImportProgress, StatusView, SyncStatusView};
use register::{Register, RegisterEvent};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::AppHandle;
use tauri_specta::{Event, Events, collect_events};

/// What is shown around every screen has changed.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct StatusChanged(pub(crate) StatusView);

/// Products have changed.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct CatalogChanged;

/// People have changed elsewhere.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct PeopleChanged;

/// The settings of the store have changed elsewhere.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct SettingsChanged;

/// A job in front of the printer has changed.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct PrintQueueChanged;

/// The import of a catalog has made progress.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct ImportProgressed(pub(crate) ImportProgress);

/// The sync status has changed.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct SyncChanged(pub(crate) SyncStatusView);

/// The window was to be closed while a shift is open: the person is asked.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct CloseAsked;

/// The events, for the export to TypeScript.
pub(crate) fn all() -> Events {
    collect_events![
        StatusChanged,
        CatalogChanged,
        PeopleChanged,
        SettingsChanged,
        PrintQueueChanged,
        ImportProgressed,
        SyncChanged,
        CloseAsked
    ]
}

/// Passes the register's events on to the window.
pub(crate) fn forward(register: &Register, app: AppHandle) {
    let source = register.clone();
    register.listen(move |event| {
        let sent = match event {
            RegisterEvent::StatusChanged => source
                .app_status()
                .map_or(Ok(()), |view| StatusChanged(view).emit(&app)),
            RegisterEvent::CatalogChanged => CatalogChanged.emit(&app),
            RegisterEvent::PeopleChanged => PeopleChanged.emit(&app),
            RegisterEvent::SettingsChanged => SettingsChanged.emit(&app),
            RegisterEvent::PrintQueueChanged => PrintQueueChanged.emit(&app),
            RegisterEvent::ImportProgressed(progress) => ImportProgressed(progress).emit(&app),
            RegisterEvent::SyncChanged => source
                .sync_status()
                .map_or(Ok(()), |view| SyncChanged(view).emit(&app)),
        };
        if let Err(error) = sent {
            log::warn!("an event did not reach the window: {error}");
        }
    });
}
