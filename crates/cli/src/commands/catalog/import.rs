//! `catalog import`.

use std::ops::ControlFlow;
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use register::view::{ColumnMapping, ImportPreview, ImportProgress, ImportState};
use serde::Serialize;

use crate::column_map;
use crate::error::{CliError, quoted};
use crate::global::Global;
use crate::opening;
use crate::output::CommandOutput;

/// Imports a file; refused rows are written beside it with their reasons.
pub(super) fn run(global: &Global, file: &Path, map: &[String]) -> Result<CommandOutput, CliError> {
    let register = opening::open(global)?;
    let path = file.display().to_string();
    let guess = register.import_preview(&path, None)?;
    let given = column_map::pairs(map, |field| FIELDS.contains(&field))?;
    let mapping = mapping(&given, guess.mapping.clone());
    let columns = Columns::of(&guess, mapping);
    columns.check(file, &guess, &given)?;
    let bar = progress_bar();
    let result = register.import_run(file, Some(columns.used.clone()), &mut |progress| {
        show(&bar, progress);
        ControlFlow::Continue(())
    })?;
    bar.finish_and_clear();
    let done = result.state == ImportState::Done;
    let document = ImportDocument {
        result: &result,
        columns: &columns,
    };
    let text = summary(&result, &columns);
    Ok(CommandOutput::new(&document, text).failed_unless(done))
}

#[derive(Serialize)]
struct ImportDocument<'a> {
    #[serde(flatten)]
    result: &'a ImportProgress,
    columns: &'a Columns,
}

/// What was read from which column, and what was not.
#[derive(Serialize)]
struct Columns {
    used: ColumnMapping,
    /// Columns that nothing was read from.
    left: Vec<String>,
    /// Fields that no column was read for.
    missing: Vec<&'static str>,
}

impl Columns {
    fn of(preview: &ImportPreview, mut mapping: ColumnMapping) -> Self {
        let mut left = preview.columns.clone();
        let mut missing = Vec::new();
        for field in FIELDS {
            match slot(&mut mapping, field).and_then(|slot| slot.as_ref()) {
                Some(used) => left.retain(|column| column != used),
                None => missing.push(field),
            }
        }
        Self {
            used: mapping,
            left,
            missing,
        }
    }

    /// Asks for what is needed and has no column, and for what several columns may hold.
    fn check(
        &self,
        file: &Path,
        preview: &ImportPreview,
        given: &[(String, String)],
    ) -> Result<(), CliError> {
        let is_missing = |field: &str| self.missing.contains(&field);
        let mut needed = Vec::new();
        if is_missing("name") {
            needed.push("name".to_owned());
        }
        if is_missing("barcode") && is_missing("sku") {
            needed.push("barcode".to_owned());
        }
        if !needed.is_empty() {
            return Err(CliError::ColumnsMissing {
                path: file.to_owned(),
                fields: needed,
                columns: preview.columns.clone(),
            });
        }
        for question in &preview.questions {
            let is_answered = given.iter().any(|(field, _)| *field == question.field);
            let columns: Vec<String> = question
                .columns
                .iter()
                .filter(|column| self.left.contains(column))
                .cloned()
                .collect();
            if !is_answered && !columns.is_empty() {
                return Err(CliError::ColumnDoubtful {
                    path: file.to_owned(),
                    field: question.field.clone(),
                    columns,
                });
            }
        }
        Ok(())
    }

    fn lines(&self) -> Vec<String> {
        let mut used = self.used.clone();
        let read: Vec<String> = FIELDS
            .into_iter()
            .filter_map(|field| Some((field, slot(&mut used, field)?.clone()?)))
            .map(|(field, column)| format!("{field} from {column:?}"))
            .collect();
        let mut lines = vec![format!("Columns read: {}", read.join(", "))];
        if !self.left.is_empty() {
            lines.push(format!("Columns left: {}", quoted(&self.left)));
        }
        if self.missing.contains(&"price") {
            lines.push("No column for the price: new products have none yet.".to_owned());
        }
        lines
    }
}

fn summary(result: &ImportProgress, columns: &Columns) -> String {
    let mut lines = vec![format!(
        "{} added, {} updated, {} unchanged, {} refused, {} with a barcode to look at.",
        result.added, result.updated, result.unchanged, result.rejected, result.flagged
    )];
    if let Some(file) = &result.updated_file {
        lines.push(format!("What changed in known products: {file}"));
    }
    if let Some(file) = &result.flagged_file {
        lines.push(format!("Barcodes to look at: {file}"));
    }
    if let Some(file) = &result.rejected_file {
        lines.push(format!("Refused rows and their reasons: {file}"));
    }
    lines.extend(columns.lines());
    lines.join("\n")
}

/// The given pairs over what the header lets guess. A column that a person gave to a field is no
/// other field's guess any more; `field=` leaves a field out.
fn mapping(given: &[(String, String)], guessed: ColumnMapping) -> ColumnMapping {
    let mut mapping = guessed;
    for field in FIELDS {
        let taken = |name: &String| given.iter().any(|(_, column)| column == name);
        if let Some(slot) = slot(&mut mapping, field) {
            slot.take_if(|name| taken(name));
        }
    }
    for (field, column) in given {
        if let Some(slot) = slot(&mut mapping, field) {
            *slot = Some(column.clone()).filter(|column| !column.is_empty());
        }
    }
    mapping
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
