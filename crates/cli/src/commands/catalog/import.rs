//! `catalog import`.

use std::ops::ControlFlow;
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use register::view::{ColumnMapping, ImportProgress, ImportState};

use crate::error::CliError;
use crate::global::Global;
use crate::opening;
use crate::output::CommandOutput;

/// Imports a file; refused rows are written beside it with their reasons.
pub(super) fn run(global: &Global, file: &Path, map: &[String]) -> Result<CommandOutput, CliError> {
    let register = opening::open(global)?;
    let mapping = if map.is_empty() {
        None
    } else {
        let path = file.display().to_string();
        Some(mapping(map, register.import_preview(&path, None)?.mapping)?)
    };
    let bar = progress_bar();
    let result = register.import_run(file, mapping, &mut |progress| {
        show(&bar, progress);
        ControlFlow::Continue(())
    })?;
    bar.finish_and_clear();
    let done = result.state == ImportState::Done;
    Ok(CommandOutput::new(&result, summary(&result)).failed_unless(done))
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

/// `field=column` pairs over what the header lets guess. A column that a person gave to a field is
/// no other field's guess any more; `field=` leaves a field out.
fn mapping(pairs: &[String], guessed: ColumnMapping) -> Result<ColumnMapping, CliError> {
    let mut mapping = guessed;
    let mut given = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let (field, column) = pair
            .split_once('=')
            .ok_or_else(|| CliError::usage(format!("{pair:?} is not field=column")))?;
        let (field, column) = (field.trim(), column.trim());
        if slot(&mut mapping, field).is_none() {
            return Err(CliError::usage(format!(
                "{field:?} is no field of a product"
            )));
        }
        given.push((field, column));
    }
    for field in FIELDS {
        let taken = |name: &String| given.iter().any(|(_, column)| *column == name.as_str());
        if let Some(slot) = slot(&mut mapping, field) {
            slot.take_if(|name| taken(name));
        }
    }
    for (field, column) in given {
        if let Some(slot) = slot(&mut mapping, field) {
            *slot = Some(column.to_owned()).filter(|column| !column.is_empty());
        }
    }
    Ok(mapping)
}

const FIELDS: [&str; 9] = [
    "barcode", "sku", "name", "price", "cost", "category", "stock", "unit", "weighed",
];

fn slot<'m>(mapping: &'m mut ColumnMapping, field: &str) -> Option<&'m mut Option<String>> {
    Some(match field {
        "barcode" => &mut mapping.barcode,
        "sku" => &mut mapping.sku,
        "name" => &mut mapping.name,
        "price" => &mut mapping.price,
        "cost" => &mut mapping.cost,
        "category" => &mut mapping.category,
        "stock" => &mut mapping.stock,
        "unit" => &mut mapping.unit,
        "weighed" => &mut mapping.weighed,
        _ => return None,
    })
}

/// On the standard error, so that it does not mix with the document. Hidden when that is not a
/// terminal.
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
