import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** Writes a catalog to import, for the running test, and returns its path. */
export function catalogFile(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "kasapro-catalog-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "barang.csv");
  writeFileSync(file, `${text}\n`);
  return file;
}
