//! The host answers only requests with the token.

use serde_json::json;

use crate::host::DevHost;

#[test]
fn a_request_without_the_token_gets_401_and_changes_nothing() {
    let host = DevHost::start();
    let shop = host.get("/open", &json!({}));
    let settings = format!("/{}/command/setup_status", shop.as_str().unwrap());
    let cut = &host.token[1..];
    for headers in [
        String::new(),
        "authorization:\r\n".to_owned(),
        "authorization: Bearer \r\n".to_owned(),
        format!("authorization: Bearer {cut}\r\n"),
        format!("authorization: Bearer {}0\r\n", host.token),
        format!("authorization: {}\r\n", host.token),
        format!("cookie: {}\r\n", host.token),
    ] {
        for path in ["/open", settings.as_str(), "/nothing"] {
            let (status, answer) = host.ask(path, &headers, &json!({}));
            assert_eq!(status, 401, "{headers}{path}: {answer}");
        }
    }
    let shops = std::fs::read_dir(host.shop_folder(""))
        .expect("the folder of all shops")
        .count();
    assert_eq!(shops, 1, "only the shop that was opened with the token");
    assert_eq!(host.get(&settings, &json!({}))["state"], "needs_setup");
}

#[test]
fn the_name_of_a_shop_cannot_be_guessed() {
    let host = DevHost::start();
    let names = [(); 3].map(|()| host.get("/open", &json!({})));
    for name in &names {
        assert_eq!(name.as_str().unwrap().len(), 16, "{name}");
    }
    assert!(names[0] != names[1] && names[1] != names[2]);
}
