//! A finger on the screen.

use std::time::Duration;

use anyhow::Result;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};

use super::Window;

impl Window {
    /// Touches the page at a place, in CSS pixels from its top left corner, whatever is there.
    ///
    /// # Errors
    /// When the window is gone, or the place is outside of it.
    pub async fn touch(&self, x: f64, y: f64) -> Result<()> {
        let button = MOUSE_BUTTON_LEFT;
        let duration = Some(Duration::ZERO);
        let touch = MouseActions::new("finger".to_owned())
            .then(PointerAction::MoveTo { duration, x, y })
            .then(PointerAction::Down { button })
            .then(PointerAction::Up { button });
        Ok(self.client().perform_actions(touch).await?)
    }
}
