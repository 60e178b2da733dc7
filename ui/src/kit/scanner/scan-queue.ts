import { playSound } from "@/kit/sound/sound";
import { currentScanPolicy } from "./scan-policy";

/*
 * Scans are handed over one at a time, in the order they were read: the second waits until
 * the first is in the cart. The policy is asked when a scan's turn comes, so that a scan read
 * while an error was about to appear is refused like those after it.
 */
let tail: Promise<void> = Promise.resolve();

/** Takes a code; the result settles when it was accepted or refused. */
export function enqueueScan(code: string): Promise<void> {
  tail = tail.then(() => deliver(code)).catch(refuseAfterFailure);
  return tail;
}

async function deliver(code: string): Promise<void> {
  const policy = currentScanPolicy();
  if (policy.mode === "accept") {
    await policy.onScan(code);
    return;
  }
  playSound("error");
  policy.onRefused?.(code);
}

/** A screen that failed on one scan must still get the next; it has shown its own message. */
function refuseAfterFailure(): void {
  playSound("error");
}
