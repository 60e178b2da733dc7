import { expect, test } from "vitest";
import type { DenominationView } from "@/register/api/bindings";
import { countInput, EMPTY_COUNT, keyOf, pressKey, stepPieces, withPieces } from "./count-state";

const note: DenominationView = { cents: 100_000, text: "Rp 1.000", kind: "note" };
const coin: DenominationView = { cents: 100_000, text: "Rp 1.000", kind: "coin" };

test("a note and a coin of the same worth are counted apart", () => {
  const state = withPieces(withPieces(EMPTY_COUNT, keyOf(note), "3"), keyOf(coin), "12");
  expect(countInput(state, [note, coin])?.denominations).toEqual([
    { cents: 100_000, count: 3 },
    { cents: 100_000, count: 12 },
  ]);
});

test("nothing entered is no count, a zero is one", () => {
  expect(countInput(EMPTY_COUNT, [note])).toBeUndefined();
  expect(countInput(withPieces(EMPTY_COUNT, keyOf(note), "0"), [note])?.denominations).toEqual([
    { cents: 100_000, count: 0 },
  ]);
});

test("pieces never go below none", () => {
  const state = stepPieces(EMPTY_COUNT, keyOf(note), -1);
  expect(stepPieces(state, keyOf(note), 1).pieces[keyOf(note)]).toBe("1");
});

test("the keys on the screen fill the field touched last", () => {
  const state = { ...EMPTY_COUNT, active: keyOf(coin) };
  const typed = ["1", "2", "backspace", "5"].reduce(pressKey, state);
  expect(typed.pieces).toEqual({ [keyOf(coin)]: "15" });
});

test("an amount goes to Rust as it was typed", () => {
  const state = ["2", "000", "00"].reduce(pressKey, { ...EMPTY_COUNT, way: "amount" as const });
  expect(countInput(state, [note])).toEqual({ amount_text: "200000", denominations: [] });
});
