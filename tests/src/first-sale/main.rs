//! Rings up one sale in the register's real window, for a machine without a screen:
//! `first-sale --app FILE --ctl FILE --data DIR --key-file FILE --screenshot FILE [--vnc PORT]`.
//!
//! It uses the demonstration shop by keyboard, as its cashier would. With `--vnc` the window stays
//! open afterwards and can be seen and used over VNC on the loopback address.
#![expect(
    clippy::print_stdout,
    reason = "a command line talks to the person who typed it"
)]

mod sale;
mod vnc;

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;
use test_support::kasaproctl::Kasaproctl;
use test_support::window::{Launch, Window};

/// Rings up one sale in the window of the demonstration shop.
#[derive(Debug, Parser)]
struct Options {
    /// The built register
    #[arg(long)]
    app: PathBuf,
    /// The built kasaproctl
    #[arg(long)]
    ctl: PathBuf,
    /// The folder of the demonstration shop's ledger
    #[arg(long)]
    data: PathBuf,
    /// The file with the ledger's key
    #[arg(long)]
    key_file: PathBuf,
    /// Where the picture of the window goes, a PNG file
    #[arg(long)]
    screenshot: PathBuf,
    /// Keep the window open and serve it over VNC at this port of the loopback address
    #[arg(long, value_name = "PORT")]
    vnc: Option<u16>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let options = Options::parse();
    let ctl = Kasaproctl::new(&options.ctl, &options.data, &options.key_file);
    let plan = sale::Plan::of_demo_shop(&ctl)?;
    let window = Window::open(Launch {
        binary: options.app,
        data: options.data,
        key_file: options.key_file,
        environment: Vec::new(),
    })
    .await?;
    let receipt = sale::ring_up(&window, &plan).await?;
    window.screenshot(&options.screenshot).await?;
    println!("{receipt}");
    println!("screenshot: {}", options.screenshot.display());
    if let Some(port) = options.vnc {
        vnc::serve_until_closed(&window, port).await?;
        return Ok(());
    }
    window.close().await
}
