import { create } from "zustand";
import type { ScanOutcome } from "@/register/api/bindings";

/** Why the last code did not become an item; it stands until a person puts it away. */
export interface ScanProblem {
  readonly code: string;
  readonly outcome: Exclude<ScanOutcome, "added"> | "refused";
  /** What Rust refused, in words; for `refused`. */
  readonly text: string | null;
  /** Scans that came while this stood, and were refused with a sound. */
  readonly refusedSince: number;
}

export const useScanProblem = create<{ readonly problem: ScanProblem | null }>(() => ({
  problem: null,
}));

/** Shows a problem. */
export function showScanProblem(
  code: string,
  outcome: ScanProblem["outcome"],
  text: string | null = null,
): void {
  useScanProblem.setState({ problem: { code, outcome, text, refusedSince: 0 } });
}

/** Counts a scan that was refused because of it. */
export function countRefusedScan(): void {
  useScanProblem.setState(({ problem }) => ({
    problem: problem === null ? null : { ...problem, refusedSince: problem.refusedSince + 1 },
  }));
}

/** Puts it away; false when there was none. */
export function dismissScanProblem(): boolean {
  const stood = useScanProblem.getState().problem !== null;
  useScanProblem.setState({ problem: null });
  return stood;
}
