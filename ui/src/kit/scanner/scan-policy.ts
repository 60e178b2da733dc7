/*
 * Who gets the next scan. Every screen and every dialog says so; the one opened last decides.
 * A scan is accepted or audibly refused, and never dropped in silence.
 */

export type ScanPolicy =
  | { readonly mode: "accept"; readonly onScan: (code: string) => Promise<void> | void }
  | { readonly mode: "refuse"; readonly onRefused?: (code: string) => void };

/** The policy of one screen or dialog; it may change while the layer keeps its place. */
export interface ScanPolicyLayer {
  current: ScanPolicy;
}

const layers: ScanPolicyLayer[] = [];

/** Adds a layer on top; call the result to remove it, in any order. */
export function pushScanPolicy(layer: ScanPolicyLayer): () => void {
  layers.push(layer);
  return () => {
    const place = layers.indexOf(layer);
    if (place >= 0) {
      layers.splice(place, 1);
    }
  };
}

/** The policy in force; without any, scans are refused. */
export function currentScanPolicy(): ScanPolicy {
  return layers.at(-1)?.current ?? { mode: "refuse" };
}
