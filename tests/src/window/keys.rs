//! Keys as devices send them: a scanner at 15 ms a character, a person slower.

use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};

/// How long a USB scanner takes for one character (`ibus` logs show 8 ms down, 8 ms up).
pub(super) const SCANNER_MS_PER_KEY: u64 = 15;

/// `WebDriver`'s code for Enter, the suffix most scanners are set to.
pub(super) const ENTER: char = '\u{E007}';

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
