//! Stable codes: the names of enum values in the log, in databases and on the wire.

/// An enum whose values each have a code that never changes.
///
/// If a value has a JSON form, it is the code, too. Tests check that they are equal
/// (`tests/it/code.rs`).
///
/// ```
/// use domain::Code as _;
/// use domain::tender::PaymentMethod;
///
/// assert_eq!(PaymentMethod::Qris.as_str(), "qris");
/// assert_eq!(PaymentMethod::from_code("qris"), Some(PaymentMethod::Qris));
/// assert_eq!(PaymentMethod::from_code("shells"), None);
/// ```
pub trait Code: Copy + 'static {
    /// Every value.
    const ALL: &'static [Self];

    /// The code of this value.
    fn as_str(self) -> &'static str;

    /// The value with this code; `None` for a code of a newer program.
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|value| value.as_str() == code)
    }
}

/// Implements [`Code`] from one line a value. A value without a line does not compile.
#[macro_export]
macro_rules! codes {
    ($type:ty { $($value:ident = $code:literal),+ $(,)? }) => {
        impl $crate::Code for $type {
            const ALL: &'static [Self] = &[$(Self::$value),+];

            fn as_str(self) -> &'static str {
                match self {
                    $(Self::$value => $code),+
                }
            }
        }
    };
}
pub(crate) use codes;
