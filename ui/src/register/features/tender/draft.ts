import type { OfferInput, PaymentMethod } from "@/register/api/bindings";

/** The payment that is being entered. */
export interface Draft {
  readonly method: PaymentMethod;
  /** The amount as typed; empty means exactly what is still owed. */
  readonly text: string;
  readonly reference: string;
}

export const EXACT_CASH: Draft = { method: "cash", text: "", reference: "" };

const LENGTH_MAX = 15;

/** The draft as Rust takes it. */
export function offerOf(draft: Draft): OfferInput {
  const reference = draft.reference.trim();
  return {
    method: draft.method,
    amount_text: draft.text === "" ? null : draft.text,
    reference: draft.method === "cash" || reference === "" ? null : reference,
  };
}

/** The draft after a key of the pad or keyboard; other characters change nothing. */
export function withKey(draft: Draft, key: string): Draft {
  if (key === "backspace") {
    return { ...draft, text: draft.text.slice(0, -1) };
  }
  const taken = /^(\d+|[.,])$/.test(key) && !(draft.text === "" && /^0+$/.test(key));
  return taken ? { ...draft, text: (draft.text + key).slice(0, LENGTH_MAX) } : draft;
}
