import type { SelectOption } from "@/kit/components/select";

/** The choice that maps a field to no column. */
const NOT_USED = "none";

/*
 * Columns go by their place, for a list needs a value that is never empty, and the headings
 * of a spreadsheet may be anything.
 */

export function columnOptions(
  columns: readonly string[],
  notUsed: string,
): readonly SelectOption<string>[] {
  const options = columns.map((label, place) => ({ value: String(place), label }));
  return [{ value: NOT_USED, label: notUsed }, ...options.filter(({ label }) => label !== "")];
}

export function valueOf(columns: readonly string[], column: string | null): string {
  const place = column === null ? -1 : columns.indexOf(column);
  return place < 0 ? NOT_USED : String(place);
}

export function columnOf(columns: readonly string[], value: string): string | null {
  return value === NOT_USED ? null : (columns[Number(value)] ?? null);
}
