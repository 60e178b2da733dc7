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
  if (policy.onRefused === undefined) {
    notices.forEach((notice) => notice(code));
  } else {
    policy.onRefused(code);
  }
}

const notices = new Set<(code: string) => void>();

/** Hears of each scan that a screen refused and says nothing about; call the result to stop. */
export function onRefusedScan(notice: (code: string) => void): () => void {
  notices.add(notice);
  return () => void notices.delete(notice);
}

/** A screen that failed on one scan must still get the next; it has shown its own message. */
function refuseAfterFailure(): void {
  playSound("error");
}
