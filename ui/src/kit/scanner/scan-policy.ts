/*
 * Who gets the next scan. Every screen and every dialog says so; the one opened last decides.
 * A scan is accepted or audibly refused, and never dropped in silence.
 */

export type ScanPolicy =
  | { readonly mode: "accept"; readonly onScan: (code: string) => Promise<void> | void }
  | { readonly mode: "refuse"; readonly onRefused?: (code: string) => void };

/** One screen's or dialog's say; what it says may change while it keeps its place. */
export interface ScanPolicySeat {
  current: ScanPolicy;
}

const stack: ScanPolicySeat[] = [];

/** Takes the place on top; call the result to leave it, in any order. */
export function takeScanPolicySeat(seat: ScanPolicySeat): () => void {
  stack.push(seat);
  return () => {
    const place = stack.indexOf(seat);
    if (place >= 0) {
      stack.splice(place, 1);
    }
  };
}

/** The policy in force; nobody wants scans when there is none. */
export function currentScanPolicy(): ScanPolicy {
  return stack.at(-1)?.current ?? { mode: "refuse" };
}
