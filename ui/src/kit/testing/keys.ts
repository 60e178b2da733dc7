import { fireEvent } from "@testing-library/react";
import { vi } from "vitest";

interface KeyOptions {
  readonly code?: string;
  readonly at?: number;
  readonly repeat?: boolean;
  readonly ctrlKey?: boolean;
  readonly altKey?: boolean;
  readonly shiftKey?: boolean;
  readonly target?: Element;
}

/** What a person's fingers need from one key to the next. */
const PERSON_MS = 150;
/** What a scanner needs. */
const SCANNER_MS = 15;

let nowMs = 1_000_000;

/** Makes the window's clock run by key presses alone, so that tests wait for nothing. */
export function runKeyClock(): void {
  vi.spyOn(performance, "now").mockImplementation(() => nowMs);
}

/** Lets time pass without a key. */
export function pass(ms: number): void {
  nowMs += ms;
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
  nowMs = at ?? nowMs + PERSON_MS;
  Object.defineProperty(event, "timeStamp", { value: nowMs });
  return fireEvent(target, event);
}

/** Types a text the way a person does. */
export function typeText(text: string): void {
  for (const key of text) {
    pressKey(key);
  }
}

/** Types a code the way a scanner does, ended by Enter, at least half a second after the last. */
export function scan(code: string): void {
  pass(500);
  for (const key of [...code, "Enter"]) {
    pressKey(key, { at: nowMs + SCANNER_MS });
  }
}

function codeOf(key: string): string {
  if (/^[0-9]$/.test(key)) {
    return `Digit${key}`;
  }
  return /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key;
}
