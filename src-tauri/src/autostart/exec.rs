//! The line of a desktop entry that says what to start.

use std::fmt::{self, Display, Formatter};
use std::path::Path;

/// What decides which shop a start opens. A login sets none of it.
const KEPT: [&str; 2] = ["KASAPRO_DATA", "KASAPRO_KEY_FILE"];

/// A program and what is set for it, as the key `Exec` takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ExecLine(String);

impl ExecLine {
    /// Starts this program with the folder and the key that it has now. Nothing, when a path is no
    /// text.
    pub(super) fn of_this_program() -> Option<Self> {
        let program = std::env::current_exe().ok()?;
        let mut set = Vec::new();
        for name in KEPT {
            if let Some(value) = std::env::var_os(name).filter(|value| !value.is_empty()) {
                let path = std::path::absolute(value).ok()?;
                set.push(format!("{name}={}", path.to_str()?));
            }
        }
        Self::of(&program, &set)
    }

    pub(super) fn of(program: &Path, set: &[String]) -> Option<Self> {
        let program = quoted(program.to_str()?);
        let set: Vec<_> = set.iter().map(|pair| quoted(pair)).collect();
        Some(Self(if set.is_empty() {
            program
        } else {
            format!("env {} {program}", set.join(" "))
        }))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Display for ExecLine {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One argument. What is escaped within quotes is escaped once more, as in every value of the file;
/// a percent sign would begin a field.
fn quoted(argument: &str) -> String {
    let mut text = String::from('"');
    for letter in argument.chars() {
        match letter {
            '"' | '`' | '$' => text.extend(['\\', '\\', letter]),
            '\\' => text.push_str(r"\\\\"),
            '%' => text.push_str("%%"),
            '\n' => text.push_str(r"\n"),
            '\r' => text.push_str(r"\r"),
            '\t' => text.push_str(r"\t"),
            _ => text.push(letter),
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_argument_whatever_is_in_it() {
        for (path, line) in [
            ("/usr/bin/kasapro", r#""/usr/bin/kasapro""#),
            ("/opt/Toko Ayu/kasapro", r#""/opt/Toko Ayu/kasapro""#),
            (r#"/a"b`c$d\e%f"#, r#""/a\\"b\\`c\\$d\\\\e%%f""#),
        ] {
            let exec = ExecLine::of(Path::new(path), &[]);
            assert_eq!(exec.expect("text").as_str(), line);
        }
    }

    #[test]
    fn another_folder_is_set_before_the_program() {
        let set = ["KASAPRO_DATA=/srv/toko 2".to_owned()];
        let exec = ExecLine::of(Path::new("/usr/bin/kasapro"), &set);
        let line = r#"env "KASAPRO_DATA=/srv/toko 2" "/usr/bin/kasapro""#;
        assert_eq!(exec.expect("text").as_str(), line);
    }
}
