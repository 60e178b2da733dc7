//! Tests that look behind the public surface.

mod settings_in_force;
