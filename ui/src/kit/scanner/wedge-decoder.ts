/*
 * Tells a scanner's keys from a person's. Pure: it is told each key press and the passing of
 * time, and answers what to do with the key; it touches no element and reads no clock.
 */
import { isModifier, type KeyStroke } from "./keystroke";
import {
  DEFAULT_PROFILE,
  DELAY_MAX_MS,
  DELAYS_KEPT,
  FAST_KEYS_LATER,
  PREFIXED_SILENCE_MS,
  SILENCE_TERMINATED_MS,
  SILENCE_UNKNOWN_MS,
  SILENT_ENDS_TO_UNLEARN,
  type ScannerProfile,
} from "./profile";
import { chooseReading, withoutAimPrefix } from "./reading";
import { controlCharacter, numpadDigit, usCharacter } from "./us-qwerty";

/** What to do with a key, and what it brought to light. */
export interface Verdict {
  /** The key belongs to a scanner: nothing else may see it. */
  readonly swallow: boolean;
  /** A possible code starts with this key: remember what the screen looks like. */
  readonly started: boolean;
  /** The keys let through since the start were a scanner's: put the screen back. */
  readonly recognised: boolean;
  /** A whole code was read. */
  readonly code?: string;
}

const PASS: Verdict = { swallow: false, started: false, recognised: false };
const SWALLOW: Verdict = { swallow: true, started: false, recognised: false };

interface Burst {
  layout: string;
  keys: string | undefined;
  /** When each key was pressed. */
  stamps: number[];
  lastAt: number;
  recognised: boolean;
  prefixed: boolean;
}

interface Characters {
  readonly layout: string;
  readonly keys: string | undefined;
}

export class WedgeDecoder {
  #profile: ScannerProfile;
  #burst: Burst | undefined;
  #altDigits = "";
  /** Whether this scanner ends its codes with a key; learnt from the code before. */
  #terminates: boolean | undefined;
  /** Codes in a row that ended in silence. */
  #silentEnds = 0;
  /** When we heard of the last key, and how much later than of the quickest one. */
  #heardAt = 0;
  #delayMs = 0;
  /** What the last keys took; the least of it is how much their clock differs from ours. */
  #delays: number[] = [];
  #endedAt = Number.NEGATIVE_INFINITY;
  #lastCode = "";
  #lastCodeAt = Number.NEGATIVE_INFINITY;

  constructor(profile: ScannerProfile = DEFAULT_PROFILE) {
    this.#profile = profile;
  }

  /** Uses another scanner's habits from the next key on. */
  configure(profile: ScannerProfile): void {
    this.#profile = profile;
    this.#burst = undefined;
  }

  /**
   * What was typed so far was a person's and is done with, as a PIN is: a scan that follows at
   * once must not take it for its own beginning.
   */
  forgetTyping(): void {
    if (this.#burst?.recognised !== true) {
      this.#burst = undefined;
    }
  }

  /** When `expire` should be called, or `undefined` when no code is under way. */
  get deadline(): number | undefined {
    const burst = this.#burst;
    if (burst === undefined || !burst.recognised) {
      return undefined;
    }
    // Keys that come late come one by one: the next one may be as late as the last.
    const silence = burst.prefixed ? PREFIXED_SILENCE_MS : this.#silenceMs();
    return this.#heardAt + this.#delayMs + silence;
  }

  #silenceMs(): number {
    if (this.#terminates === undefined) {
      return SILENCE_UNKNOWN_MS;
    }
    return this.#terminates ? SILENCE_TERMINATED_MS : this.#profile.silenceMs;
  }

  /** True while a code is being read, or was read less than `ms` before `now`. */
  scannedWithin(ms: number, now: number): boolean {
    return this.#burst?.recognised === true || now - this.#endedAt < ms;
  }

  /** Judges one key press. */
  press(stroke: KeyStroke): Verdict {
    if (stroke.composing) {
      return PASS;
    }
    this.#hear(stroke.at, stroke.heardAt);
    if (isModifier(stroke)) {
      return this.#burst?.recognised === true ? SWALLOW : PASS;
    }
    this.#endStaleBurst(stroke.at);
    if (this.#opensWithPrefix(stroke)) {
      this.#burst = openBurst(stroke.at, { layout: "", keys: "" }, true);
      return { swallow: true, started: true, recognised: true };
    }
    if (this.#profile.terminators.includes(stroke.key)) {
      return this.#terminate(stroke);
    }
    if (this.#takeAltDigit(stroke)) {
      return this.#burst?.recognised === true ? SWALLOW : PASS;
    }
    const characters = stroke.repeat ? undefined : charactersOf(stroke, this.#burst !== undefined);
    // `3*` before a scan is a person's: what follows is a code of its own.
    const isQuantity = characters?.layout === "*" && this.#burst?.recognised !== true;
    if (characters === undefined || isQuantity) {
      return this.#breakOff();
    }
    return this.#append(characters, stroke.at);
  }

  /** Alt was let go: a scanner that types Alt codes has finished one character. */
  releaseAlt(at: number, heardAt: number): Verdict {
    this.#hear(at, heardAt);
    const point = Number.parseInt(this.#altDigits, 10);
    this.#altDigits = "";
    if (Number.isNaN(point) || point === 0 || point > 0x7e) {
      return PASS;
    }
    const character = String.fromCharCode(point);
    return this.#append({ layout: character, keys: character }, at);
  }

  /** Silence: ends a code that came without a terminator. */
  expire(now: number): Verdict {
    const deadline = this.deadline;
    if (deadline === undefined || now < deadline) {
      return PASS;
    }
    this.#silentEnds += 1;
    this.#terminates = this.#terminates === true && this.#silentEnds < SILENT_ENDS_TO_UNLEARN;
    return this.#complete(SWALLOW, this.#burst?.lastAt ?? now);
  }

  #hear(at: number, heardAt: number): void {
    this.#heardAt = heardAt;
    this.#delays = [...this.#delays, heardAt - at].slice(-DELAYS_KEPT);
    this.#delayMs = Math.min(heardAt - at - Math.min(...this.#delays), DELAY_MAX_MS);
  }

  #endStaleBurst(at: number): void {
    const burst = this.#burst;
    if (burst !== undefined && !burst.recognised && at - burst.lastAt > this.#profile.hiccupMaxMs) {
      this.#burst = undefined;
    }
  }

  #opensWithPrefix(stroke: KeyStroke): boolean {
    const prefix = this.#profile.prefix;
    if (prefix === null || this.#burst?.prefixed === true) {
      return false;
    }
    const character = stroke.ctrl ? controlCharacter(stroke) : stroke.key;
    return character === prefix || (!stroke.ctrl && usCharacter(stroke) === prefix);
  }

  #terminate(stroke: KeyStroke): Verdict {
    if (this.#burst?.recognised === true) {
      this.#terminates = true;
      this.#silentEnds = 0;
      return this.#complete(SWALLOW, stroke.at);
    }
    this.#burst = undefined;
    const soon = stroke.at - this.#endedAt <= this.#profile.enterSwallowMs;
    return soon && stroke.key === "Enter" ? SWALLOW : PASS;
  }

  #takeAltDigit(stroke: KeyStroke): boolean {
    const digit = stroke.alt ? numpadDigit(stroke) : undefined;
    if (digit !== undefined) {
      this.#altDigits += digit;
    }
    return digit !== undefined;
  }

  /** A key that no code holds: what came before was typed, unless it is known to be a code. */
  #breakOff(): Verdict {
    if (this.#burst?.recognised === true) {
      // Whatever an arrow or F-key means inside a code, it must not act on the screen.
      return SWALLOW;
    }
    this.#burst = undefined;
    return PASS;
  }

  #append(characters: Characters, at: number): Verdict {
    const burst = this.#burst;
    if (burst === undefined) {
      this.#burst = openBurst(at, characters, false);
      return { swallow: false, started: true, recognised: false };
    }
    burst.layout += characters.layout;
    burst.keys =
      burst.keys === undefined || characters.keys === undefined
        ? undefined
        : burst.keys + characters.keys;
    burst.stamps.push(at);
    burst.lastAt = at;
    if (burst.recognised) {
      return SWALLOW;
    }
    if (!this.#isScanner(burst)) {
      return PASS;
    }
    burst.recognised = true;
    return { swallow: true, started: false, recognised: true };
  }

  /**
   * A few fast keys at the start tell a scanner, more of them later on: when the computer was
   * busy for a moment, the slow keys before belong to the same code.
   */
  #isScanner({ stamps }: Burst): boolean {
    const { lengthMin, gapMaxMs, gapMeanMaxMs } = this.#profile;
    const wanted = stamps.length === lengthMin ? lengthMin : Math.max(lengthMin, FAST_KEYS_LATER);
    const last = stamps.slice(-wanted);
    const gaps = last.slice(1).map((at, place) => at - (last[place] ?? at));
    const sum = gaps.reduce((total, gap) => total + gap, 0);
    return (
      last.length === wanted &&
      gaps.every((gap) => gap <= gapMaxMs) &&
      sum <= gapMeanMaxMs * gaps.length
    );
  }

  #complete(verdict: Verdict, at: number): Verdict {
    const burst = this.#burst;
    this.#burst = undefined;
    this.#altDigits = "";
    this.#endedAt = at;
    if (burst === undefined) {
      return verdict;
    }
    const code = this.#clean(chooseReading(burst.layout, burst.keys));
    const again = code === this.#lastCode && at - this.#lastCodeAt < this.#profile.duplicateMs;
    if (code === "" || again) {
      return verdict;
    }
    this.#lastCode = code;
    this.#lastCodeAt = at;
    return { ...verdict, code };
  }

  #clean(reading: string): string {
    const suffix = this.#profile.suffix;
    const ended = suffix !== null && reading.endsWith(suffix);
    const body = ended ? reading.slice(0, reading.length - suffix.length) : reading;
    return withoutAimPrefix(body.trim());
  }
}

function openBurst(at: number, characters: Characters, prefixed: boolean): Burst {
  return {
    layout: characters.layout,
    keys: characters.keys,
    stamps: characters.layout === "" ? [] : [at],
    lastAt: at,
    recognised: prefixed,
    prefixed,
  };
}

/** The character by layout and by key; `undefined` for a key that carries none. */
function charactersOf(stroke: KeyStroke, inBurst: boolean): Characters | undefined {
  if (stroke.ctrl && !stroke.alt) {
    // Outside a burst Ctrl+letter is a shortcut; only Ctrl+] (FNC1) may open a code.
    const control = controlCharacter(stroke);
    const taken = control !== undefined && (inBurst || control === "\x1d");
    return taken ? { layout: control, keys: control } : undefined;
  }
  // AltGr shows as Ctrl+Alt: on some layouts that is how `@` or `\` arrives.
  const byKey = usCharacter(stroke);
  if (stroke.key.length !== 1) {
    return stroke.key === "Dead" && byKey !== undefined
      ? { layout: "\ufffd", keys: byKey }
      : undefined;
  }
  return { layout: stroke.capsLock ? swapCase(stroke.key) : stroke.key, keys: byKey };
}

/** Caps Lock swaps the case of what the scanner meant. */
function swapCase(character: string): string {
  const upper = character.toUpperCase();
  return character === upper ? character.toLowerCase() : upper;
}
