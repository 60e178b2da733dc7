import { captureScreen, focusedField, writeField } from "./scan-leak-guard";
import { strokeOf } from "./keystroke";
import { enqueueScan } from "./scan-queue";
import { WedgeDecoder, type Verdict } from "./wedge-decoder";

/** The decoder of this window. */
export const decoder = new WedgeDecoder();

/** See `WedgeDecoder.forgetTyping`. */
export function forgetTyping(): void {
  decoder.forgetTyping();
}

/** A timer this late means the page was busy: keys may still wait to be delivered. */
const LATE_MS = 30;

/** True when a scan is under way or ended less than `ms` ago: keys that pay must wait. */
export function scannedWithin(ms: number): boolean {
  return decoder.scannedWithin(ms, performance.now());
}

/**
 * Listens for the scanner in this window, before anything else hears a key. Call it once, at
 * the top of the application; returns the way to stop.
 */
export function startScanner(): () => void {
  let putBack: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const act = (verdict: Verdict): void => {
    if (verdict.started) {
      putBack = captureScreen();
    }
    if (verdict.recognised) {
      putBack?.();
    }
    if (verdict.code !== undefined) {
      hand(verdict.code);
    }
    clearTimeout(timer);
    watch(decoder.deadline);
  };
  const watch = (deadline: number | undefined): void => {
    if (deadline === undefined) {
      return;
    }
    timer = setTimeout(
      () => {
        const late = performance.now() - deadline > LATE_MS;
        timer = setTimeout(() => act(decoder.expire(performance.now())), late ? LATE_MS : 0);
      },
      Math.max(0, deadline - performance.now()),
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const verdict = decoder.press(strokeOf(event));
    if (verdict.swallow) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    act(verdict);
  };
  const onKeyUp = (event: KeyboardEvent): void => {
    if (event.key === "Alt") {
      act(decoder.releaseAlt(event.timeStamp, performance.now()));
    }
  };
  window.addEventListener("keydown", onKeyDown, { capture: true });
  window.addEventListener("keyup", onKeyUp, { capture: true });
  return () => {
    clearTimeout(timer);
    window.removeEventListener("keydown", onKeyDown, { capture: true });
    window.removeEventListener("keyup", onKeyUp, { capture: true });
  };
}

/** A field marked `data-scan="accept"` takes the code itself; all others leave it to the policy. */
function hand(code: string): void {
  const field = focusedField();
  if (field?.dataset.scan === "accept") {
    writeField(field, code);
    return;
  }
  void enqueueScan(code);
}
