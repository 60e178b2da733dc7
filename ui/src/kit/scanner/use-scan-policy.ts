import { useLayoutEffect, useRef } from "react";
import { pushScanPolicy, type ScanPolicy } from "./scan-policy";

/**
 * Sets what this screen or dialog does with scans while it is shown. The one shown last
 * decides; a new `policy` object changes what is done, not whose turn it is.
 */
export function useScanPolicy(policy: ScanPolicy, enabled = true): void {
  const layer = useRef({ current: policy });
  useLayoutEffect(() => {
    layer.current.current = policy;
  }, [policy]);
  // Before the first paint, as with keys: no scan may reach the screen that was there before.
  useLayoutEffect(() => (enabled ? pushScanPolicy(layer.current) : undefined), [enabled]);
}

/** The policy of nearly every screen: scans are for the register. */
export const REFUSE_SCANS: ScanPolicy = { mode: "refuse" };
