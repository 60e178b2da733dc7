//! One launch of the register under one `WebKitWebDriver`.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};

use super::patience::{PATIENCE, POLL, patiently};
use super::{keys, process, x11};
use crate::loopback;

/// `WebKitGTK` takes a screenshot with the next frame, which never comes while the page does not
/// change. So one invisible pixel changes with every frame.
const START_REPAINTING: &str = "
    const pixel = document.createElement('i');
    pixel.id = 'repaint';
    pixel.style.cssText = 'position:fixed;left:0;top:0;width:1px;height:1px;pointer-events:none';
    document.body.append(pixel);
    let frame = 0;
    const paint = () => {
        if (!pixel.isConnected) return;
        frame += 1;
        pixel.style.backgroundColor = frame % 2 ? 'rgb(0 0 0 / 0)' : 'rgb(0 0 0 / 0.004)';
        requestAnimationFrame(paint);
    };
    paint();";
const STOP_REPAINTING: &str = "document.getElementById('repaint').remove()";

/// Records when the page receives each key press.
const START_TIMING: &str = "
    if (window.keyTimes === undefined) {
        window.addEventListener('keydown', (event) => window.keyTimes.push(event.timeStamp), true);
    }
    window.keyTimes = [];";
const LONGEST_GAP: &str = "
    return Math.ceil(Math.max(...window.keyTimes.slice(1).map((at, place) => at - window.keyTimes[place])));";

/// The register's question before it closes, and the answer that closes it.
const CLOSE_QUESTION: &str = "close-question";
const CLOSE_ANYWAY: &str = "alert-confirm";

/// How many lines of the log are shown when a story fails.
const LOG_LINES_SHOWN: usize = 30;

/// The parameters of a window.
#[derive(Debug, Clone)]
pub struct Launch {
    /// The built register.
    pub binary: PathBuf,
    /// Its data folder.
    pub data: PathBuf,
    /// Its key file: a test has no desktop keyring.
    pub key_file: PathBuf,
    /// Further environment variables.
    pub environment: Vec<(String, String)>,
}

/// The register's window, open and driven.
#[derive(Debug)]
pub struct Window {
    launch: Launch,
    driver: Child,
    client: Client,
    /// Whether the register's process was ended already; another one may now run on the same data.
    ended: bool,
}

impl Window {
    /// Starts the driver and the register and waits for the page.
    ///
    /// # Errors
    /// When the driver or the register does not start.
    pub async fn open(launch: Launch) -> Result<Self> {
        let port = loopback::local_port()?;
        let mut command = Command::new("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("NO_AT_BRIDGE", "1")
            .env("KASAPRO_DATA", &launch.data)
            .env("KASAPRO_KEY_FILE", &launch.key_file)
            .envs(launch.environment.iter().map(|(key, value)| (key, value)))
            .stdout(Stdio::null());
        let mut driver = command
            .spawn()
            .context("WebKitWebDriver is not installed")?;
        match Self::connect(&launch, port).await {
            Ok(client) => Ok(Self {
                launch,
                driver,
                client,
                ended: false,
            }),
            Err(error) => {
                driver.kill().ok();
                driver.wait().ok();
                Err(error)
            }
        }
    }

    async fn connect(launch: &Launch, port: u16) -> Result<Client> {
        wait_for_port(port).await?;
        let options = json!({ "binary": launch.binary, "args": [] });
        let capabilities: Map<String, Value> =
            Map::from_iter([("webkitgtk:browserOptions".to_owned(), options)]);
        ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .context("the register's window did not open")
    }

    /// The `WebDriver` session, for actions that this type does not have.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The end of the register's log, to be shown when a story fails.
    pub fn log_end(&self) -> String {
        let file = self.launch.data.join("logs/Kasapro.log");
        let log = std::fs::read_to_string(file).unwrap_or_default();
        let from = log.lines().count().saturating_sub(LOG_LINES_SHOWN);
        log.lines().skip(from).collect::<Vec<_>>().join("\n")
    }

    /// The register's process, while it runs.
    pub fn process_id(&self) -> Option<u32> {
        process::find(&self.launch.binary, &self.launch.data)
    }

    /// Clicks an element once it is there.
    ///
    /// # Errors
    /// As [`Window::find`], or when something covers it.
    pub async fn click(&self, test_id: &str) -> Result<()> {
        let selector = by_test_id(test_id);
        patiently(PATIENCE, async || {
            let element = self.client.find(Locator::Css(&selector)).await?;
            element.click().await
        })
        .await
        .with_context(|| format!("cannot click {test_id}"))
    }

    /// Replaces the content of a field, typed as slowly as a person types, because faster typing
    /// would be taken for a scanner.
    ///
    /// # Errors
    /// As [`Window::find`].
    pub async fn fill(&self, test_id: &str, text: &str) -> Result<()> {
        self.click(test_id).await?;
        self.chord(keys::CONTROL, 'a').await?;
        self.press(text).await
    }

    /// Presses keys wherever the focus is, as a person does.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn press(&self, text: &str) -> Result<()> {
        let burst = keys::burst(text, keys::TYPIST_MS_PER_KEY);
        Ok(self.client.perform_actions(burst).await?)
    }

    /// Presses one key, such as [`keys::F9`].
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn key(&self, key: char) -> Result<()> {
        self.press(&key.to_string()).await
    }

    /// Presses a key while another is held, such as Ctrl and z.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn chord(&self, held: char, key: char) -> Result<()> {
        Ok(self.client.perform_actions(keys::chord(held, key)).await?)
    }

    /// Sends a code as a USB scanner does: wherever the focus is, 15 ms a key, Enter at the end.
    ///
    /// Returns whether the page received the keys at a scanner's speed. On a machine that stalls
    /// they may arrive slower, and then the result is not meaningful.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn scan(&self, code: &str) -> Result<bool> {
        self.client.execute(START_TIMING, Vec::new()).await?;
        let text = format!("{code}{}", keys::ENTER);
        let burst = keys::burst(&text, keys::SCANNER_MS_PER_KEY);
        self.client.perform_actions(burst).await?;
        let longest_gap_ms = self.client.execute(LONGEST_GAP, Vec::new()).await?;
        Ok(longest_gap_ms
            .as_u64()
            .is_some_and(|gap| gap <= keys::SCANNER_GAP_MAX_MS))
    }

    /// Waits for as long as the screen would take an Enter for the scanner's.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn hands_off(&self) -> Result<()> {
        Ok(self.client.perform_actions(keys::rest()).await?)
    }

    /// Writes a screenshot of the window to a PNG file.
    ///
    /// # Errors
    /// When the window is gone or the file cannot be written.
    pub async fn screenshot(&self, file: &Path) -> Result<()> {
        self.client.execute(START_REPAINTING, Vec::new()).await?;
        let png = self.client.screenshot().await;
        self.client.execute(STOP_REPAINTING, Vec::new()).await?;
        std::fs::write(file, png?).with_context(|| format!("cannot write {}", file.display()))
    }

    /// Kills the register with SIGKILL; the window cannot be used after that.
    ///
    /// # Errors
    /// When the process cannot be found or survives.
    pub fn kill_hard(&mut self) -> Result<()> {
        let pid = process::find(&self.launch.binary, &self.launch.data)
            .context("the register's process was not found")?;
        process::kill_hard(pid)?;
        self.ended = true;
        self.stop_driver();
        Ok(())
    }

    /// Closes the window as a person does, and waits until the register has ended.
    ///
    /// # Errors
    /// When the window is gone already, or the register does not end.
    pub async fn close(mut self) -> Result<()> {
        let pid = process::find(&self.launch.binary, &self.launch.data)
            .context("the register's process was not found")?;
        // The driver's own way of closing kills the process.
        x11::ask_to_close(pid)?;
        let deadline = Instant::now() + PATIENCE;
        while process::is_alive(pid) {
            // With an open shift the register asks first. It may be gone during the look.
            if self.shows(CLOSE_QUESTION).await.is_ok_and(|asks| asks) {
                let answer = by_test_id(CLOSE_ANYWAY);
                if let Ok(answer) = self.client.find(Locator::Css(&answer)).await {
                    answer.click().await.ok();
                }
            }
            if Instant::now() > deadline {
                bail!("the register runs on after its window was closed");
            }
            tokio::time::sleep(POLL).await;
        }
        self.ended = true;
        self.stop_driver();
        Ok(())
    }

    fn stop_driver(&mut self) {
        self.driver.kill().ok();
        self.driver.wait().ok();
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if self.ended {
            return;
        }
        if let Some(pid) = process::find(&self.launch.binary, &self.launch.data) {
            process::kill_hard(pid).ok();
        }
        self.stop_driver();
    }
}

/// The selector of the elements with this `data-testid`.
pub(super) fn by_test_id(test_id: &str) -> String {
    format!("[data-testid=\"{test_id}\"]")
}

/// Waits until a program listens on the port.
async fn wait_for_port(port: u16) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if Instant::now() > deadline {
            bail!("WebKitWebDriver does not listen on port {port}");
        }
        tokio::time::sleep(POLL).await;
    }
    Ok(())
}
