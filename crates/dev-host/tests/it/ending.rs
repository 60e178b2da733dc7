//! The host leaves no files behind.

use serde_json::json;

use crate::host::DevHost;

fn with_an_open_shop() -> DevHost {
    let host = DevHost::start();
    host.get("/open", &json!({}));
    assert_eq!(host.left().len(), 1, "{:?}", host.left());
    host
}

#[test]
fn its_folder_is_gone_after_its_input_ends() {
    let mut host = with_an_open_shop();
    host.close_input();
    assert_eq!(host.left(), Vec::<std::path::PathBuf>::new());
}

#[cfg(unix)]
#[test]
fn its_folder_is_gone_after_a_signal() {
    for signal in ["-TERM", "-INT", "-HUP"] {
        let mut host = with_an_open_shop();
        host.send_signal(signal);
        assert_eq!(host.left(), Vec::<std::path::PathBuf>::new(), "{signal}");
    }
}
