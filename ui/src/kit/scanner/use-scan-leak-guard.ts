import { useEffect, useRef } from "react";
import { addScanLeakGuard } from "./scan-leak-guard";

/**
 * Guards what typing changes on this screen: `putBack` gets the value as it was before the
 * first key of a scan, once that key is known to be a scanner's.
 */
export function useScanLeakGuard<Value>(value: Value, putBack: (before: Value) => void): void {
  const latest = useRef({ value, putBack });
  useEffect(() => {
    latest.current = { value, putBack };
  });
  useEffect(
    () =>
      addScanLeakGuard({
        capture: () => {
          const before = latest.current.value;
          return () => latest.current.putBack(before);
        },
      }),
    [],
  );
}
