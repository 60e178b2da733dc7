import type { Translate } from "@/kit/i18n/language";
import { chordLabel } from "@/kit/keyboard/chord";
import { KEY_MAP, type KeyBinding } from "@/kit/keyboard/key-map";

/** The how-tos, what is needed most often first. */
export const HOW_TOS = [
  "sell",
  "quantity",
  "mistake",
  "unknown",
  "pay",
  "reprint",
  "printer",
  "shift",
  "approval",
  "products",
  "offline",
  "power",
  "join",
] as const;

export type HowTo = (typeof HOW_TOS)[number];

function holds(text: string, ...places: readonly string[]): boolean {
  const found = places.join(" ").toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => found.includes(word));
}

/** Shortcuts whose key or meaning holds every word of the text. */
export function findKeys(text: string, t: Translate): readonly KeyBinding[] {
  return KEY_MAP.filter(({ chord, label, scope }) =>
    holds(text, chord, chordLabel(chord), t(label), t(`help.scope-${scope}`)),
  );
}

/** How-tos that hold every word of the text. */
export function findHowTos(text: string, t: Translate): readonly HowTo[] {
  return HOW_TOS.filter((howTo) => holds(text, t(`help.${howTo}-title`), t(`help.${howTo}-text`)));
}
