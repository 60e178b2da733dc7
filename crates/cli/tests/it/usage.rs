//! The command line itself: help, wrong words, exit codes.

use std::process::Command;

use crate::shop::{OWNER, Shop};

fn help(words: &[&str]) -> String {
    let output = Shop::empty().run(words);
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn help_lists_the_commands_and_the_exit_codes() {
    let text = help(&["--help"]);
    let commands = [
        "init", "catalog", "shift", "sell", "replay", "report", "ledger", "backup", "doctor",
    ];
    for word in commands
        .iter()
        .chain(&["demo", "user", "Exit codes", "Examples"])
    {
        assert!(text.contains(word), "{word} is not in\n{text}");
    }
}

#[test]
fn each_command_that_takes_more_than_a_word_has_an_example() {
    let commands: [&[&str]; 7] = [
        &["init"],
        &["catalog", "import"],
        &["shift", "open"],
        &["shift", "close"],
        &["sell"],
        &["replay"],
        &["report", "day"],
    ];
    for command in commands {
        let text = help(&[command, &["--help"]].concat());
        assert!(text.contains("Example"), "{command:?}\n{text}");
    }
}

#[test]
fn each_shell_has_completions_and_each_command_a_page() {
    let shop = Shop::empty();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = help(&["completions", shell]);
        assert!(script.contains("catalog"), "{shell}");
    }
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().to_str().unwrap();
    assert!(shop.run(["man", place]).status.success());
    for page in ["kasaproctl.1", "kasaproctl-catalog-import.1"] {
        let page = std::fs::read_to_string(folder.path().join(page)).unwrap();
        assert!(page.contains("KASAPRO_DATA"), "{page}");
    }
    let nowhere = folder.path().join("none");
    let refused = shop.refused(["man", nowhere.to_str().unwrap()]);
    assert_eq!(refused, (4, "file_unreadable".to_owned()));
}

#[test]
fn an_empty_variable_counts_as_unset() {
    let text = help(&["--help"]);
    assert!(text.contains("[env: KASAPRO_DATA]"), "{text}");
    assert!(text.contains("[env: KASAPRO_KEY_FILE]"), "{text}");
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_kasaproctl"))
        .args(["--json", "ledger", "tail"])
        .envs([("KASAPRO_DATA", ""), ("KASAPRO_KEY_FILE", "")])
        .env("XDG_DATA_HOME", folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("needs_setup"), "{said}");
}

#[test]
fn wrong_words_are_a_usage_error_in_both_forms() {
    let shop = Shop::empty();
    assert_eq!(shop.refused(["sel"]), (2, "usage".to_owned()));
    assert_eq!(
        shop.refused(["shift", "open", "--user", "sari"]),
        (2, "usage".to_owned())
    );
    let output = shop.run(["sel"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8(output.stderr).unwrap().contains("sel"));
}

#[test]
fn people_read_failures_on_the_standard_error() {
    let output = Shop::empty().run(["ledger", "tail"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(output.stdout.is_empty());
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("[needs_setup]")
    );
}

#[test]
fn amounts_are_major_units_with_a_point() {
    let shop = Shop::ready();
    for text in ["12.500,00", "1e3", "Rp 5", "0.001", "", "5."] {
        let open = ["shift", "open", "--float", text];
        assert_eq!(
            shop.refused([&open[..], &OWNER].concat()),
            (2, "amount_invalid".to_owned()),
            "{text:?}"
        );
    }
}
