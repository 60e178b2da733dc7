import { fireEvent } from "@testing-library/react";

interface KeyOptions {
  readonly code?: string;
  readonly at?: number;
  readonly ctrlKey?: boolean;
  readonly altKey?: boolean;
  readonly shiftKey?: boolean;
  readonly target?: Element;
}

/** Presses one key as the window would report it; false when something took it. */
export function pressKey(key: string, options: KeyOptions = {}): boolean {
  const { at, target = document.activeElement ?? document.body, ...init } = options;
  const event = new KeyboardEvent("keydown", {
    key,
    code: options.code ?? codeOf(key),
    bubbles: true,
    cancelable: true,
    ...init,
  });
  if (at !== undefined) {
    Object.defineProperty(event, "timeStamp", { value: at });
  }
  return fireEvent(target, event);
}

/** Types a code the way a scanner does, 15 ms a character, ended by Enter. */
export function scan(code: string, startAt: number = performance.now()): void {
  [...code, "Enter"].forEach((key, place) => pressKey(key, { at: startAt + place * 15 }));
}

function codeOf(key: string): string {
  if (/^[0-9]$/.test(key)) {
    return `Digit${key}`;
  }
  return /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key;
}
