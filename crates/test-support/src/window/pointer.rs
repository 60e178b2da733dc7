//! Touches on the screen.

use std::time::Duration;

use anyhow::Result;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};

use super::Window;

impl Window {
    /// Touches the page at a point, in CSS pixels from its top left corner, regardless of the
    /// element there.
    ///
    /// # Errors
    /// When the window is gone, or the point is outside of it.
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
