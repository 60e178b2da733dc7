import type { CountInput, DenominationView } from "@/register/api/bindings";

/** One amount, or pieces of each note and coin. */
export type CountWay = "amount" | "pieces";

/** A drawer as it is being counted; texts as typed, for Rust to read. */
export interface CountState {
  readonly way: CountWay;
  readonly amount: string;
  /** Pieces by the key of the note or coin. */
  readonly pieces: Readonly<Record<string, string>>;
  /** Which field the keys on the screen fill: a note or coin, or the amount. */
  readonly active: string;
  /** What is written about it. */
  readonly note: string;
}

export const EMPTY_COUNT: CountState = {
  way: "pieces",
  amount: "",
  pieces: {},
  active: "",
  note: "",
};

const PIECES_DIGITS_MAX = 5;
const AMOUNT_LENGTH_MAX = 20;

/** A note and a coin may be worth the same, so the value alone is no key. */
export function keyOf(piece: DenominationView): string {
  return `${piece.kind}-${piece.cents}`;
}

/** Pieces as a number; an empty field is none. */
export function piecesOf(state: CountState, key: string): number {
  return Number(state.pieces[key] ?? "0");
}

export function withPieces(state: CountState, key: string, text: string): CountState {
  const digits = text
    .replace(/\D/g, "")
    .replace(/^0+(?=\d)/, "")
    .slice(0, PIECES_DIGITS_MAX);
  return { ...state, pieces: { ...state.pieces, [key]: digits } };
}

/** One piece more or less, never below none. */
export function stepPieces(state: CountState, key: string, step: 1 | -1): CountState {
  return withPieces(state, key, String(Math.max(0, piecesOf(state, key) + step)));
}

/** A key of the pad on the screen, for the field that was touched last. */
export function pressKey(state: CountState, key: string): CountState {
  const press = (text: string): string => (key === "backspace" ? text.slice(0, -1) : text + key);
  if (state.way === "amount") {
    return { ...state, amount: press(state.amount).slice(0, AMOUNT_LENGTH_MAX) };
  }
  return state.active === ""
    ? state
    : withPieces(state, state.active, press(state.pieces[state.active] ?? ""));
}

/**
 * The count for Rust. Every note and coin goes along, with none counted too: an empty drawer
 * is a count. `undefined` while nothing was entered at all.
 */
export function countInput(
  state: CountState,
  pieces: readonly DenominationView[],
): CountInput | undefined {
  if (state.way === "amount") {
    const amount_text = state.amount.trim();
    return amount_text === "" ? undefined : { amount_text, denominations: [] };
  }
  const denominations = pieces.map((piece) => ({
    cents: piece.cents,
    count: piecesOf(state, keyOf(piece)),
  }));
  const wasTouched = Object.values(state.pieces).some((text) => text !== "");
  return wasTouched ? { amount_text: null, denominations } : undefined;
}
