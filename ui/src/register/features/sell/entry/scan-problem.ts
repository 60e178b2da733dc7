import { create } from "zustand";
import type { ScanOutcome } from "@/register/api/bindings";

/** Why the last code did not become an item; it stands until a person puts it away. */
export interface ScanProblem {
  readonly code: string;
  readonly outcome: Exclude<ScanOutcome, "added"> | "refused";
  /** The product, when one was found. */
  readonly name: string | null;
  /** What Rust refused, in words; for `refused`. */
  readonly text: string | null;
  /** Codes that came while this stood, and were refused with a sound. */
  readonly refused: readonly string[];
}

export const useScanProblem = create<{ readonly problem: ScanProblem | null }>(() => ({
  problem: null,
}));

/** Shows a problem. */
export function showScanProblem(
  code: string,
  outcome: ScanProblem["outcome"],
  known: { readonly text?: string; readonly name?: string | null } = {},
): void {
  const { text = null, name = null } = known;
  useScanProblem.setState({ problem: { code, outcome, name, text, refused: [] } });
}

/** Notes a scan that was refused because of it. */
export function noteRefusedScan(code: string): void {
  useScanProblem.setState(({ problem }) => ({
    problem: problem === null ? null : { ...problem, refused: [...problem.refused, code] },
  }));
}

/** Puts it away; false when there was none. */
export function dismissScanProblem(): boolean {
  const stood = useScanProblem.getState().problem !== null;
  useScanProblem.setState({ problem: null });
  return stood;
}
