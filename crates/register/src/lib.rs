//! The use cases of a register, without a screen.
