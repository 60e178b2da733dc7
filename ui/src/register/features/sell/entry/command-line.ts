import { create } from "zustand";
import type { ScanLeakGuard } from "@/kit/scanner/scan-leak-guard";

/**
 * What is typed on the register screen. No field has the focus there: keys come here from
 * wherever they are pressed, and a scan takes back what leaked in before it was recognised.
 */
export interface CommandLine {
  readonly text: string;
  /** `3*` before an item: how many of it, as typed. */
  readonly quantity: string | null;
}

const EMPTY: CommandLine = { text: "", quantity: null };
const LENGTH_MAX = 60;
const A_NUMBER = /^\d{1,6}([.,]\d{1,3})?$/;

export const useCommandLine = create<CommandLine>(() => EMPTY);

/** The command line after one more character; `*` or `x` after a number makes it a quantity. */
export function withCharacter(line: CommandLine, character: string): CommandLine {
  if (/^[*xX×]$/.test(character) && A_NUMBER.test(line.text)) {
    return { text: "", quantity: line.text };
  }
  if (character === " " && line.text === "") {
    return line;
  }
  return { ...line, text: (line.text + character).slice(0, LENGTH_MAX) };
}

/** Adds one typed character. */
export function typeCharacter(character: string): void {
  useCommandLine.setState((line) => withCharacter(line, character));
}

/** Takes the last character back, then the quantity; false when there was nothing to take. */
export function eraseCharacter(): boolean {
  const { text, quantity } = useCommandLine.getState();
  if (text !== "") {
    useCommandLine.setState({ text: text.slice(0, -1) });
  } else if (quantity !== null) {
    useCommandLine.setState({ quantity: null });
  }
  return text !== "" || quantity !== null;
}

/** Empties it; false when it was empty. */
export function clearCommandLine(): boolean {
  const { text, quantity } = useCommandLine.getState();
  useCommandLine.setState(EMPTY);
  return text !== "" || quantity !== null;
}

/** Takes the quantity for the next item, which then applies to no other. */
export function takeQuantity(): string | null {
  const { quantity } = useCommandLine.getState();
  useCommandLine.setState(EMPTY);
  return quantity;
}

/** Takes a number above nothing that was typed for the selected item; null when there is none. */
export function takeNumber(max = Number.POSITIVE_INFINITY): string | null {
  const { text, quantity } = useCommandLine.getState();
  const value = A_NUMBER.test(text) ? Number(text.replace(",", ".")) : 0;
  if (quantity !== null || value <= 0 || value > max) {
    return null;
  }
  useCommandLine.setState(EMPTY);
  return text;
}

/** True for text that is looked for by name while it is typed. */
export function isSearch(text: string): boolean {
  return text.trim().length >= 2 && /\p{L}/u.test(text);
}

export const commandLineGuard: ScanLeakGuard = {
  capture: () => {
    const before = useCommandLine.getState();
    return () => useCommandLine.setState(before, true);
  },
};
