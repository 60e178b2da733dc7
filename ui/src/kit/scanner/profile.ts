/** How one scanner behaves; the defaults fit nearly every USB scanner as it leaves its box. */
export interface ScannerProfile {
  /** Longest pause between two characters of one code, milliseconds. */
  readonly gapMaxMs: number;
  /** Longest pause inside a code on a busy computer, milliseconds: what came before it counts. */
  readonly hiccupMaxMs: number;
  /** Longest mean pause between fast keys, milliseconds; people type slower than this. */
  readonly gapMeanMaxMs: number;
  /** Fewest characters that make a scan. */
  readonly lengthMin: number;
  /** Silence that ends a code when the scanner sends no terminator, milliseconds. */
  readonly silenceMs: number;
  /** Keys (`event.key`) that end a code. */
  readonly terminators: readonly string[];
  /** A character (or key name) sent before each code; when set, timing no longer matters. */
  readonly prefix: string | null;
  /** Characters sent after each code, before the terminator. */
  readonly suffix: string | null;
  /** The same code again within this time is the same reading, milliseconds. */
  readonly duplicateMs: number;
  /** An Enter this soon after a code belongs to the scanner, milliseconds. */
  readonly enterSwallowMs: number;
}

export const DEFAULT_PROFILE: ScannerProfile = {
  gapMaxMs: 60,
  hiccupMaxMs: 400,
  gapMeanMaxMs: 35,
  lengthMin: 4,
  silenceMs: 90,
  terminators: ["Enter", "Tab"],
  prefix: null,
  suffix: null,
  duplicateMs: 350,
  enterSwallowMs: 250,
};

/**
 * How long silence must last before it is known whether the scanner sends terminators, and
 * once it is known that it does: then silence is only the computer being slow.
 */
export const SILENCE_UNKNOWN_MS = 300;
export const SILENCE_TERMINATED_MS = 500;

/**
 * Codes in a row that must end in silence before a scanner which sent terminators is believed to
 * have stopped: one may have been cut in two by a computer that stood still.
 */
export const SILENT_ENDS_TO_UNLEARN = 2;

/** No key is waited for longer than this because others came late, milliseconds. */
export const DELAY_MAX_MS = 1000;

/** Keys among which the quickest is looked for: a clock that was set is known after so many. */
export const DELAYS_KEPT = 64;

/** Fast keys in a row that tell a scanner in the middle of a code, after a hiccup. */
export const FAST_KEYS_LATER = 6;

/** With a prefix nothing but silence can tell that the terminator was lost. */
export const PREFIXED_SILENCE_MS = 500;
