import { useLayoutEffect, useRef } from "react";
import { takeScanPolicySeat, type ScanPolicy } from "./scan-policy";

/**
 * Says what this screen or dialog does with scans, for as long as it is shown. What was shown
 * last decides; a new `policy` object changes what is done, not whose turn it is.
 */
export function useScanPolicy(policy: ScanPolicy, enabled = true): void {
  const seat = useRef({ current: policy });
  useLayoutEffect(() => {
    seat.current.current = policy;
  }, [policy]);
  // Before the first paint, as with keys: no scan may reach the screen that was there before.
  useLayoutEffect(() => (enabled ? takeScanPolicySeat(seat.current) : undefined), [enabled]);
}

/** The policy of nearly every screen: scans are for the register. */
export const REFUSE_SCANS: ScanPolicy = { mode: "refuse" };
