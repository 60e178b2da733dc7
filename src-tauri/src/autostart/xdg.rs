//! Linux: an entry in the folder `autostart` of the person's settings, by the specification of
//! freedesktop.org.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use tauri::{AppHandle, Manager};

use super::error::AutostartError;
use super::exec::ExecLine;

/// The entry's name in the folder.
const FILE: &str = "id.kasapro.register.desktop";
const GROUP: &str = "[Desktop Entry]";

/// What the desktop is told to start, known from the start of the program on: an update moves the
/// file of a running program away.
#[derive(Debug, Clone)]
struct LoginEntry {
    file: Option<PathBuf>,
    exec: Option<ExecLine>,
}

/// Must run before anything asks.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere a plugin may fail here")]
pub(crate) fn prepare(app: &AppHandle) -> tauri::Result<()> {
    app.manage(LoginEntry {
        file: config_folder(std::env::var_os("XDG_CONFIG_HOME"), std::env::home_dir())
            .map(|folder| folder.join("autostart").join(FILE)),
        exec: ExecLine::of_this_program(),
    });
    Ok(())
}

/// Whether the desktop starts this register at login.
pub(crate) fn is_on(app: &AppHandle) -> Result<bool, AutostartError> {
    app.state::<LoginEntry>().is_on()
}

/// Has the desktop start this register at login, or no longer.
pub(crate) fn turn(app: &AppHandle, on: bool) -> Result<(), AutostartError> {
    let entry = app.state::<LoginEntry>();
    if on { entry.write() } else { entry.remove() }
}

/// The person's folder for settings. The specification ignores a relative path.
fn config_folder(wanted: Option<OsString>, home: Option<PathBuf>) -> Option<PathBuf> {
    let wanted = wanted.map(PathBuf::from).filter(|path| path.is_absolute());
    wanted.or_else(|| home.map(|home| home.join(".config")))
}

impl LoginEntry {
    /// An entry that somebody disabled, or that starts another program or folder, is not on.
    fn is_on(&self) -> Result<bool, AutostartError> {
        let (file, exec) = (self.file()?, self.exec()?);
        match fs::read_to_string(file) {
            Ok(text) => Ok(starts(&text, exec)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(refused(file, error)),
        }
    }

    fn write(&self) -> Result<(), AutostartError> {
        let (file, exec) = (self.file()?, self.exec()?);
        let text = format!(
            "{GROUP}\nType=Application\nVersion=1.5\nName=Kasapro\nIcon=kasapro\nExec={exec}\n\
             Terminal=false\n"
        );
        let folder = file.parent().ok_or(AutostartError::NoFolder)?;
        fs::create_dir_all(folder).map_err(|error| refused(folder, error))?;
        fs::write(file, text).map_err(|error| refused(file, error))
    }

    fn remove(&self) -> Result<(), AutostartError> {
        let file = self.file()?;
        match fs::remove_file(file) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(refused(file, error)),
            _ => Ok(()),
        }
    }

    fn file(&self) -> Result<&Path, AutostartError> {
        self.file.as_deref().ok_or(AutostartError::NoFolder)
    }

    fn exec(&self) -> Result<&ExecLine, AutostartError> {
        self.exec.as_ref().ok_or(AutostartError::NoProgram)
    }
}

/// Whether the desktop starts `exec` by this entry.
fn starts(entry: &str, exec: &ExecLine) -> bool {
    let lines = entry.lines().map(str::trim);
    let group: Vec<_> = lines
        .skip_while(|line| *line != GROUP)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once('='))
        .map(|(key, value)| (key.trim_end(), value.trim_start()))
        .collect();
    let is = |key, value| group.contains(&(key, value));
    // The second key is what GNOME's settings write.
    is("Exec", exec.as_str()) && !is("Hidden", "true") && !is("X-GNOME-Autostart-enabled", "false")
}

fn refused(path: &Path, source: std::io::Error) -> AutostartError {
    AutostartError::Entry {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(folder: &Path, program: &str) -> LoginEntry {
        LoginEntry {
            file: Some(folder.join("autostart").join(FILE)),
            exec: ExecLine::of(Path::new(program), &[]),
        }
    }

    #[test]
    fn it_is_on_as_long_as_the_desktop_would_start_this_program() {
        let folder = std::env::temp_dir().join(format!("kasapro-autostart-{}", std::process::id()));
        let (own, other) = (entry(&folder, "/opt/kasapro"), entry(&folder, "/opt/other"));
        let file = own.file().expect("a file").to_owned();
        assert!(!own.is_on().expect("no entry is no error"));
        own.write().expect("the entry can be written");
        assert!(own.is_on().expect("the entry can be read"));
        assert!(!other.is_on().expect("the entry can be read"));
        for disabled in ["Hidden=true\n", "X-GNOME-Autostart-enabled = false\n"] {
            let text = fs::read_to_string(&file).expect("the entry is there");
            fs::write(&file, text + disabled).expect("another program may write it");
            assert!(!own.is_on().expect("the entry can be read"), "{disabled}");
            own.write().expect("the entry can be written again");
            assert!(own.is_on().expect("the entry can be read"));
        }
        for _ in 0..2 {
            own.remove().expect("what is gone already is no error");
            assert!(!file.exists());
        }
        fs::remove_dir_all(folder).expect("the folder can be removed");
    }

    #[test]
    fn the_folder_is_the_one_of_the_desktop_and_a_refusal_names_it() {
        let home = Some(PathBuf::from("/home/sari"));
        let chosen = |wanted: &str| config_folder(Some(wanted.into()), home.clone());
        assert_eq!(chosen("/etc/sari"), Some("/etc/sari".into()));
        assert_eq!(chosen("sari"), Some("/home/sari/.config".into()));
        assert_eq!(chosen(""), Some("/home/sari/.config".into()));
        assert_eq!(config_folder(None, None), None);
        let nowhere = entry(Path::new("/dev/null"), "/opt/kasapro");
        let refused = nowhere.write().expect_err("no folder is below a file");
        assert!(
            refused.to_string().starts_with("/dev/null/autostart: "),
            "{refused}"
        );
    }
}
