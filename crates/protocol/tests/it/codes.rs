//! Stable codes of the protocol.

use std::collections::BTreeSet;
use std::fmt::Debug;

use domain::Code;
use protocol::receive::PushAlarmKind;
use protocol::{QuarantineReason, RefusalCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Each value has a unique code, which leads back to it.
fn check<T: Code + Debug + PartialEq>() {
    let codes: BTreeSet<_> = T::ALL.iter().map(|value| value.as_str()).collect();
    assert_eq!(codes.len(), T::ALL.len(), "a code is there twice");
    for value in T::ALL {
        assert_eq!(T::from_code(value.as_str()), Some(*value));
    }
    assert_eq!(T::from_code("moon_too_full"), None);
}

/// The code is also the JSON.
fn check_json<T: Code + Debug + PartialEq + Serialize + DeserializeOwned>() {
    check::<T>();
    for value in T::ALL {
        let code = value.as_str();
        assert_eq!(serde_json::to_value(value).unwrap(), code);
        assert_eq!(serde_json::from_value::<T>(code.into()).unwrap(), *value);
    }
}

#[test]
fn the_code_of_a_value_is_its_json_and_leads_back_to_it() {
    check_json::<QuarantineReason>();
    check_json::<RefusalCode>();
    check::<PushAlarmKind>();
}
