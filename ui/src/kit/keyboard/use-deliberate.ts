import { useCallback, useState } from "react";

/** A press this soon after a screen came up, or after another such press, meant the one before. */
export const RESTING_MS = 500;

/**
 * Holds back an act that cannot be undone until keys and fingers have rested since the screen came
 * up: the second half of a double tap, or a key that is hammered, does nothing here.
 */
export function useDeliberate(): (act: () => unknown) => () => void {
  const [rest] = useState(() => ({ since: performance.now() }));
  return useCallback(
    (act) => () => {
      const now = performance.now();
      if (now - rest.since < RESTING_MS) {
        rest.since = now;
      } else {
        act();
      }
    },
    [rest],
  );
}
