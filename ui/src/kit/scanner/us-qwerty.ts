import type { KeyStroke } from "./keystroke";

/*
 * Scanners act as a US keyboard unless somebody set them up otherwise; on another layout the
 * system turns their digits into `à&é"`. `event.code` names the key itself, so mapping it
 * through US-QWERTY gives back what the scanner meant.
 */
const PLAIN_AND_SHIFTED: Readonly<Record<string, readonly [string, string]>> = {
  Digit1: ["1", "!"],
  Digit2: ["2", "@"],
  Digit3: ["3", "#"],
  Digit4: ["4", "$"],
  Digit5: ["5", "%"],
  Digit6: ["6", "^"],
  Digit7: ["7", "&"],
  Digit8: ["8", "*"],
  Digit9: ["9", "("],
  Digit0: ["0", ")"],
  Minus: ["-", "_"],
  Equal: ["=", "+"],
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Backslash: ["\\", "|"],
  Semicolon: [";", ":"],
  Quote: ["'", '"'],
  Backquote: ["`", "~"],
  Comma: [",", "<"],
  Period: [".", ">"],
  Slash: ["/", "?"],
  Space: [" ", " "],
  NumpadAdd: ["+", "+"],
  NumpadSubtract: ["-", "-"],
  NumpadMultiply: ["*", "*"],
  NumpadDivide: ["/", "/"],
  NumpadDecimal: [".", "."],
};

/** The character this key carries on a US keyboard; `undefined` for a key that carries none. */
export function usCharacter(stroke: KeyStroke): string | undefined {
  const letter = /^Key([A-Z])$/.exec(stroke.code)?.[1];
  if (letter !== undefined) {
    return stroke.shift ? letter : letter.toLowerCase();
  }
  const digit = /^Numpad([0-9])$/.exec(stroke.code)?.[1];
  if (digit !== undefined) {
    return digit;
  }
  return PLAIN_AND_SHIFTED[stroke.code]?.[stroke.shift ? 1 : 0];
}

/**
 * The control character that Ctrl with this key stands for: scanners send GS (FNC1) as Ctrl+]
 * and LF as Ctrl+J. `undefined` when there is none.
 */
export function controlCharacter(stroke: KeyStroke): string | undefined {
  const character = (usCharacter({ ...stroke, shift: false }) ?? stroke.key).toUpperCase();
  const point = character.length === 1 ? character.charCodeAt(0) : 0;
  return point >= 0x40 && point <= 0x5f ? String.fromCharCode(point - 0x40) : undefined;
}

/** The digit of a numeric-keypad key, for scanners that type Alt codes. */
export function numpadDigit(stroke: KeyStroke): string | undefined {
  return /^Numpad([0-9])$/.exec(stroke.code)?.[1];
}
