//! A development host for a test, with its own temporary folder.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use register::view::{CatalogChoice, SetupInput};
use serde_json::{Value, json};
use tempfile::TempDir;
use test_support::shop::setup_input;

pub(crate) struct DevHost {
    process: Child,
    port: u16,
    pub(crate) token: String,
    temporary: TempDir,
}

impl DevHost {
    pub(crate) fn start() -> Self {
        let temporary = TempDir::new().unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_kasapro-dev-host"))
            .env("TMPDIR", temporary.path())
            .env("TMP", temporary.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut greeting = String::new();
        BufReader::new(process.stdout.as_mut().unwrap())
            .read_line(&mut greeting)
            .unwrap();
        let greeting: Value = serde_json::from_str(&greeting).unwrap();
        Self {
            process,
            port: u16::try_from(greeting["port"].as_u64().unwrap()).unwrap(),
            token: greeting["token"].as_str().unwrap().to_owned(),
            temporary,
        }
    }

    /// Asks with these headers; the status and the body of the answer.
    pub(crate) fn ask(&self, path: &str, headers: &str, body: &Value) -> (u16, Value) {
        let body = body.to_string();
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        let length = body.len();
        write!(
            stream,
            "POST {path} HTTP/1.1\r\n{headers}content-length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).unwrap())
    }

    /// Asks with the token; the body of a successful answer.
    pub(crate) fn get(&self, path: &str, body: &Value) -> Value {
        let (status, answer) = self.ask(path, &self.authorization(), body);
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    /// Asks with the token; the status alone.
    pub(crate) fn status_of(&self, path: &str) -> u16 {
        self.ask(path, &self.authorization(), &json!({})).0
    }

    /// Opens a shop without products and sets it up; its name.
    pub(crate) fn open_shop(&self) -> String {
        let name = self.get("/open", &json!({}));
        let name = name.as_str().unwrap().to_owned();
        let input = SetupInput {
            catalog: CatalogChoice::Empty,
            ..setup_input()
        };
        let setup = json!({ "input": input });
        self.get(&format!("/{name}/command/setup_create"), &setup);
        name
    }

    fn authorization(&self) -> String {
        format!("authorization: Bearer {}\r\n", self.token)
    }

    /// The folder of a shop.
    pub(crate) fn shop_folder(&self, name: &str) -> PathBuf {
        self.left().pop().unwrap().join(name)
    }

    /// The content of its temporary folder.
    pub(crate) fn left(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.temporary.path()).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    /// Closes its input, as happens when its parent ends, and waits until it has ended.
    pub(crate) fn close_input(&mut self) {
        drop(self.process.stdin.take());
        assert!(self.process.wait().unwrap().success());
    }

    /// Sends it a signal and waits until it has ended.
    #[cfg(unix)]
    pub(crate) fn send_signal(&mut self, signal: &str) {
        let pid = self.process.id().to_string();
        // The input stays open meanwhile, so that the signal is what ends it.
        let input = self.process.stdin.take();
        assert!(
            Command::new("kill")
                .args([signal, &pid])
                .status()
                .unwrap()
                .success()
        );
        assert!(self.process.wait().unwrap().success());
        drop(input);
    }
}

impl Drop for DevHost {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
