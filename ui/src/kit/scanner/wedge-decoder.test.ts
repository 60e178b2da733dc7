import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KeyStroke } from "./keystroke";
import { DEFAULT_PROFILE, SILENCE_UNKNOWN_MS } from "./profile";
import { hasGtinCheckDigit } from "./reading";
import { WedgeDecoder, type Verdict } from "./wedge-decoder";

const SHIFTED = ")!@#$%^&*(";

/** How a US-keyboard scanner presses the key of one character. */
function strokeFor(character: string, at: number, change: Partial<KeyStroke> = {}): KeyStroke {
  const bare = { shift: false, ctrl: false, alt: false, capsLock: false, repeat: false };
  const stroke = { ...bare, composing: false, key: character, code: "", at, heardAt: at };
  if (/[0-9]/.test(character)) {
    return { ...stroke, code: `Digit${character}`, ...change };
  }
  if (/[a-z]/i.test(character)) {
    const shift = character === character.toUpperCase();
    return { ...stroke, code: `Key${character.toUpperCase()}`, shift, ...change };
  }
  const digit = SHIFTED.indexOf(character);
  if (digit >= 0 && character.length === 1) {
    return { ...stroke, code: `Digit${digit}`, shift: true, ...change };
  }
  const names: Record<string, string> = { "-": "Minus", ".": "Period", "/": "Slash", " ": "Space" };
  if (character === "\x1d") {
    return { ...stroke, key: "]", code: "BracketRight", ctrl: true, ...change };
  }
  return { ...stroke, code: names[character] ?? character, ...change };
}

interface Typed {
  readonly codes: string[];
  readonly verdicts: Verdict[];
  readonly endedAt: number;
}

function type(
  decoder: WedgeDecoder,
  keys: readonly string[],
  startAt: number,
  gap: (place: number) => number,
  change: Partial<KeyStroke> = {},
): Typed {
  let at = startAt;
  const verdicts = keys.map((key, place) => {
    at += place === 0 ? 0 : gap(place);
    return decoder.press(strokeFor(key, at, change));
  });
  return { codes: verdicts.flatMap((verdict) => verdict.code ?? []), verdicts, endedAt: at };
}

const scan = (decoder: WedgeDecoder, code: string, at: number, gapMs = 15) =>
  type(decoder, [...code, "Enter"], at, () => gapMs);

/** Lets the clock run to `until`; what ends in silence on the way is read. */
function silence(decoder: WedgeDecoder, from: number, until: number, read: string[]): number {
  const { deadline } = decoder;
  if (deadline !== undefined && deadline < until) {
    const { code } = decoder.expire(Math.max(from, deadline));
    read.push(...(code === undefined ? [] : [code]));
  }
  return until;
}

const EAN = "8992761002015";
const codes = fc.stringMatching(/^[0-9A-Za-z\-./]{4,40}$/);

describe("scans", () => {
  test("any code at any scanner speed comes out as it was printed", () => {
    fc.assert(
      fc.property(
        codes,
        fc.array(fc.integer({ min: 1, max: 34 }), { minLength: 41 }),
        (code, gaps) => {
          const typed = type(
            new WedgeDecoder(),
            [...code, "Enter"],
            1000,
            (place) => gaps[place] ?? 15,
          );
          expect(typed.codes).toEqual([code]);
          expect(typed.verdicts.at(-1)?.swallow).toBe(true);
        },
      ),
    );
  });

  test("a thousand codes in a row are all read, in order", () => {
    const decoder = new WedgeDecoder();
    const sent: string[] = [];
    const read: string[] = [];
    let at = 0;
    for (let number = 0; number < 1000; number += 1) {
      const code = String(8990000000000 + number * 7);
      const typed = scan(decoder, code, at);
      sent.push(code);
      read.push(...typed.codes);
      at = typed.endedAt + 250;
    }
    expect(read).toEqual(sent);
  });

  test("silence ends a code that has no terminator, sooner once the scanner is known", () => {
    const decoder = new WedgeDecoder();
    const first = type(decoder, [...EAN], 0, () => 15);
    expect(first.codes).toEqual([]);
    expect(decoder.deadline).toBe(first.endedAt + SILENCE_UNKNOWN_MS);
    expect(decoder.expire(first.endedAt + SILENCE_UNKNOWN_MS - 1).code).toBeUndefined();
    expect(decoder.expire(first.endedAt + SILENCE_UNKNOWN_MS).code).toBe(EAN);
    const second = type(decoder, [..."8999999059002"], 2000, () => 15);
    expect(decoder.deadline).toBe(second.endedAt + DEFAULT_PROFILE.silenceMs);
    expect(decoder.expire(second.endedAt + 90).code).toBe("8999999059002");
  });

  test("keys that a busy computer hands over later and later split no code", () => {
    const steps = fc.array(fc.integer({ min: 15, max: 90 }), { minLength: 140, maxLength: 140 });
    fc.assert(
      fc.property(steps, fc.boolean(), (slow, sendsEnter) => {
        const decoder = new WedgeDecoder();
        const sent = Array.from({ length: 10 }, (_, number) => String(8990000000000 + number * 7));
        const end = sendsEnter ? ["Enter"] : [];
        const read: string[] = [];
        let heardAt = 0;
        let place = 0;
        sent.forEach((code, number) => {
          // A scan every two seconds, whatever became of the one before.
          [...code, ...end].forEach((key, stroke) => {
            const at = number * 2000 + stroke * 15;
            const step = slow[place] ?? 15;
            place += 1;
            heardAt = silence(decoder, heardAt, Math.max(at, heardAt + step), read);
            const { code: scanned } = decoder.press(strokeFor(key, at, { heardAt }));
            read.push(...(scanned === undefined ? [] : [scanned]));
          });
        });
        silence(decoder, heardAt, heardAt + 10_000, read);
        expect(read.join(" ")).toBe(sent.join(" "));
      }),
    );
  });

  test("a clock that was set back slows no scan for long", () => {
    const decoder = new WedgeDecoder();
    type(decoder, [...EAN], 10_000, () => 15);
    decoder.expire(20_000);
    for (let number = 0; number < 10; number += 1) {
      const start = 30_000 + number * 2000;
      [...EAN].forEach((key, place) => {
        const heardAt = start + place * 15;
        decoder.press(strokeFor(key, heardAt - 5000, { heardAt }));
      });
      decoder.expire(start + 1900);
    }
    const heardAt = 60_000;
    decoder.press(strokeFor("8", heardAt - 5000, { heardAt }));
    [..."997100"].forEach((key, place) => {
      const at = heardAt + (place + 1) * 15;
      decoder.press(strokeFor(key, at - 5000, { heardAt: at }));
    });
    expect(decoder.deadline).toBe(heardAt + 90 + DEFAULT_PROFILE.silenceMs);
  });

  test("a scanner that sends Enter is still known after a code that was cut in two", () => {
    const decoder = new WedgeDecoder();
    scan(decoder, EAN, 0);
    const cut = type(decoder, [..."8992761"], 1000, () => 15);
    expect(decoder.expire(cut.endedAt + 500).code).toBe("8992761");
    const next = type(decoder, [..."8999999059002"], 4000, () => 15);
    expect(decoder.expire(next.endedAt + 90).code).toBeUndefined();
    expect(decoder.press(strokeFor("Enter", next.endedAt + 120)).code).toBe("8999999059002");
  });

  test("a busy computer that pauses inside a code splits nothing off", () => {
    const pauses = fc.array(fc.integer({ min: 61, max: 390 }), { minLength: 1, maxLength: 2 });
    const places = fc.array(fc.integer({ min: 1, max: 13 }), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(places, pauses, (where, lengths) => {
        const decoder = new WedgeDecoder();
        scan(decoder, "8999999059002", 0);
        const pauseAt = (place: number) => lengths[where.indexOf(place)];
        const typed = type(decoder, [...EAN, "Enter"], 1000, (place) => pauseAt(place) ?? 15);
        // Either the whole code is a scan, or all of it was typed and Enter enters it.
        const swallowed = typed.verdicts.filter((verdict) => verdict.swallow).length;
        expect(typed.codes.length === 0 ? [swallowed] : typed.codes).toEqual(
          typed.codes.length === 0 ? [0] : [EAN],
        );
      }),
    );
  });

  test("a quantity typed right before a scan is not part of the code", () => {
    const decoder = new WedgeDecoder();
    const quantity = type(decoder, ["3", "*"], 0, () => 150);
    expect(scan(decoder, EAN, quantity.endedAt + 200).codes).toEqual([EAN]);
  });

  test("the screen is put back once, at the fourth key", () => {
    const typed = scan(new WedgeDecoder(), EAN, 0);
    expect(typed.verdicts.map((verdict) => verdict.started).indexOf(true)).toBe(0);
    expect(typed.verdicts.flatMap((verdict, place) => (verdict.recognised ? [place] : []))).toEqual(
      [3],
    );
    expect(typed.verdicts.slice(3).every((verdict) => verdict.swallow)).toBe(true);
  });

  test("a prefix wins at once, however slow the scanner", () => {
    const decoder = new WedgeDecoder({ ...DEFAULT_PROFILE, prefix: "\x02" });
    decoder.press(strokeFor("b", 0, { ctrl: true }));
    const typed = type(decoder, ["1", "2", "Enter"], 100, () => 200);
    expect(typed.codes).toEqual(["12"]);
    expect(typed.verdicts.every((verdict) => verdict.swallow)).toBe(true);
  });

  test("a suffix and a symbology identifier are taken off", () => {
    const decoder = new WedgeDecoder({ ...DEFAULT_PROFILE, suffix: "/" });
    expect(type(decoder, [..."]E0", ...EAN, "/", "Enter"], 0, () => 15).codes).toEqual([EAN]);
  });
});

describe("layouts", () => {
  test("digits typed on a French layout are read by their keys", () => {
    const french: Record<string, string> = {
      8: "_",
      9: "ç",
      2: "é",
      7: "è",
      6: "-",
      1: "&",
      0: "à",
      5: "(",
    };
    const decoder = new WedgeDecoder();
    const verdicts = [...EAN].map((digit, place) =>
      decoder.press(strokeFor(digit, place * 15, { key: french[digit] ?? digit })),
    );
    expect(verdicts.some((verdict) => verdict.code)).toBe(false);
    expect(decoder.press(strokeFor("Enter", 200)).code).toBe(EAN);
  });

  test("Caps Lock does not change a code", () => {
    const decoder = new WedgeDecoder();
    const strokes = [..."aBc-123"].map((character, place) => {
      const swapped =
        character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase();
      const intended = strokeFor(character, place * 15);
      return { ...intended, key: swapped, capsLock: true };
    });
    strokes.forEach((stroke) => decoder.press(stroke));
    expect(decoder.press(strokeFor("Enter", 120)).code).toBe("aBc-123");
  });

  test("Ctrl+] inside a code is GS, and no shortcut inside a code reaches the screen", () => {
    const typed = scan(new WedgeDecoder(), "0108992761002015\x1d10AB", 0);
    expect(typed.codes).toEqual(["0108992761002015\x1d10AB"]);
  });

  test("Alt codes from the numeric keypad are characters", () => {
    const decoder = new WedgeDecoder();
    let at = 0;
    for (const character of "8992") {
      for (const digit of `00${character.charCodeAt(0)}`) {
        decoder.press(strokeFor(digit, at, { code: `Numpad${digit}`, alt: true }));
        at += 2;
      }
      decoder.releaseAlt(at, at);
      at += 5;
    }
    expect(decoder.press(strokeFor("Enter", at)).code).toBe("8992");
  });
});

describe("people", () => {
  test("typing at any human speed is never a scan and never swallowed", () => {
    fc.assert(
      fc.property(
        codes,
        fc.array(fc.integer({ min: 61, max: 900 }), { minLength: 41 }),
        (text, gaps) => {
          const typed = type(
            new WedgeDecoder(),
            [...text, "Enter"],
            0,
            (place) => gaps[place] ?? 100,
          );
          expect(typed.codes).toEqual([]);
          expect(typed.verdicts.some((verdict) => verdict.swallow)).toBe(false);
        },
      ),
    );
  });

  test("a key held down is not a scan", () => {
    const typed = type(new WedgeDecoder(), [..."11111111"], 0, () => 30, { repeat: true });
    expect(typed.verdicts.some((verdict) => verdict.swallow)).toBe(false);
  });

  test("what an input method composes is left alone", () => {
    const typed = type(new WedgeDecoder(), [...EAN], 0, () => 10, { composing: true });
    expect(typed.verdicts.some((verdict) => verdict.swallow || verdict.started)).toBe(false);
  });

  test("Enter is an Enter again after the scanner's window", () => {
    const decoder = new WedgeDecoder();
    const { endedAt } = scan(decoder, EAN, 0);
    expect(decoder.press(strokeFor("Enter", endedAt + 250)).swallow).toBe(true);
    expect(decoder.press(strokeFor("Enter", endedAt + 251)).swallow).toBe(false);
  });

  test("paying keys can ask how long ago the last scan was", () => {
    const decoder = new WedgeDecoder();
    const { endedAt } = scan(decoder, EAN, 0);
    expect(decoder.scannedWithin(300, endedAt + 299)).toBe(true);
    expect(decoder.scannedWithin(300, endedAt + 300)).toBe(false);
  });
});

describe("duplicates", () => {
  test("the same code within 350 ms is one reading, later it is a second piece", () => {
    const decoder = new WedgeDecoder();
    const first = scan(decoder, EAN, 0);
    const second = scan(decoder, EAN, first.endedAt + 100, 5);
    const third = scan(decoder, EAN, first.endedAt + 500);
    expect([first.codes, second.codes, third.codes]).toEqual([[EAN], [], [EAN]]);
  });

  test("another code is never a duplicate", () => {
    const decoder = new WedgeDecoder();
    const first = scan(decoder, EAN, 0);
    expect(scan(decoder, "8999999059002", first.endedAt + 20, 3).codes).toEqual(["8999999059002"]);
  });
});

test("check digits of all GTIN lengths are verified", () => {
  expect(["8992761002015", "96385074", "036000291452"].map(hasGtinCheckDigit)).toEqual([
    true,
    true,
    true,
  ]);
  expect(["8992761002016", "96385070", "12345"].map(hasGtinCheckDigit)).toEqual([
    false,
    false,
    false,
  ]);
});
