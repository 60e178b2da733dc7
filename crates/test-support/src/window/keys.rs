//! Keys as devices send them: a scanner at 15 ms a character, a person slower.

use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};

/// How long a USB scanner takes for one character (`ibus` logs show 8 ms down, 8 ms up).
pub(super) const SCANNER_MS_PER_KEY: u64 = 15;
/// A longer pause than this within a code does not come from a scanner.
pub(super) const SCANNER_GAP_MAX_MS: u64 = 50;
/// How long a quick typist takes for one character. Scanners are never that slow.
pub(super) const TYPIST_MS_PER_KEY: u64 = 70;
/// How long a person takes to move from the scanner or the drawer to the keyboard. An Enter that
/// comes sooner is from the scanner, or was meant for the payment.
const FROM_SCANNER_TO_KEYBOARD_MS: u64 = 600;

/// `WebDriver`'s code for Enter, the suffix most scanners are set to.
pub const ENTER: char = '\u{E007}';
pub const BACKSPACE: char = '\u{E003}';
pub const TAB: char = '\u{E004}';
/// Shift, held.
pub const SHIFT: char = '\u{E008}';
/// Control, held.
pub const CONTROL: char = '\u{E009}';
/// Alt, held.
pub const ALT: char = '\u{E00A}';
pub const ESCAPE: char = '\u{E00C}';
/// Arrow up.
pub const UP: char = '\u{E013}';
/// Arrow down.
pub const DOWN: char = '\u{E015}';
pub const DELETE: char = '\u{E017}';
pub const F1: char = '\u{E031}';
pub const F2: char = '\u{E032}';
pub const F4: char = '\u{E034}';
pub const F7: char = '\u{E037}';
pub const F8: char = '\u{E038}';
pub const F9: char = '\u{E039}';

pub const F11: char = '\u{E03B}';

/// One burst of keys, each pressed and released within `ms_per_key`.
pub(super) fn burst(text: &str, ms_per_key: u64) -> KeyActions {
    let half = Duration::from_millis(ms_per_key / 2);
    text.chars()
        .fold(KeyActions::new("keyboard".to_owned()), |actions, value| {
            actions
                .then(KeyAction::Down { value })
                .then(KeyAction::Pause { duration: half })
                .then(KeyAction::Up { value })
                .then(KeyAction::Pause { duration: half })
        })
}

/// The pause of a person who moves from the scanner to the keyboard.
pub(super) fn rest() -> KeyActions {
    KeyActions::new("keyboard".to_owned()).then(KeyAction::Pause {
        duration: Duration::from_millis(FROM_SCANNER_TO_KEYBOARD_MS),
    })
}

/// A key pressed while another is held.
pub(super) fn chord(held: char, key: char) -> KeyActions {
    KeyActions::new("keyboard".to_owned())
        .then(KeyAction::Down { value: held })
        .then(KeyAction::Down { value: key })
        .then(KeyAction::Up { value: key })
        .then(KeyAction::Up { value: held })
}
