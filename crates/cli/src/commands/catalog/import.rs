//! `catalog import`.

use std::ops::ControlFlow;
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use register::view::{ColumnMapping, ImportProgress, ImportState};

use crate::args::Cli;
use crate::failure::Failure;
use crate::opening;
use crate::output::Document;

/// Imports a file; refused rows are written beside it with their reasons.
pub(super) fn run(cli: &Cli, file: &Path, map: &[String]) -> Result<Document, Failure> {
    let register = opening::open(cli)?;
    let mapping = if map.is_empty() {
        None
    } else {
        Some(mapping(map)?)
    };
    let bar = progress_bar();
    let result = register.import_run(file, mapping, &mut |progress| {
        show(&bar, progress);
        ControlFlow::Continue(())
    })?;
    bar.finish_and_clear();
    let done = result.state == ImportState::Done;
    Ok(Document::new(&result, summary(&result)).failed_unless(done))
}

fn summary(result: &ImportProgress) -> String {
    let mut text = format!(
        "{} added, {} updated, {} refused, {} kept with a wrong check digit.",
        result.added, result.updated, result.rejected, result.flagged
    );
    if let Some(file) = &result.rejected_file {
        text.push_str("\nRefused rows and their reasons: ");
        text.push_str(file);
    }
    text
}

/// `field=column` pairs as the columns of the import.
fn mapping(pairs: &[String]) -> Result<ColumnMapping, Failure> {
    let mut mapping = ColumnMapping::default();
    for pair in pairs {
        let (field, column) = pair
            .split_once('=')
            .ok_or_else(|| Failure::usage(format!("{pair:?} is not field=column")))?;
        let slot = match field.trim() {
            "barcode" => &mut mapping.barcode,
            "sku" => &mut mapping.sku,
            "name" => &mut mapping.name,
            "price" => &mut mapping.price,
            "cost" => &mut mapping.cost,
            "category" => &mut mapping.category,
            "stock" => &mut mapping.stock,
            "unit" => &mut mapping.unit,
            "weighed" => &mut mapping.weighed,
            other => {
                return Err(Failure::usage(format!(
                    "{other:?} is no field of a product"
                )));
            }
        };
        *slot = Some(column.to_owned());
    }
    Ok(mapping)
}

/// On the standard error, where it disturbs no document; hidden when that is no terminal.
fn progress_bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    let style = ProgressStyle::with_template("{msg:10} {bar:40} {pos}/{len} {elapsed}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn show(bar: &ProgressBar, progress: &ImportProgress) {
    bar.set_message(match progress.state {
        ImportState::Checking => "checking",
        _ => "importing",
    });
    bar.set_length(progress.rows_total);
    bar.set_position(progress.rows_done);
}
