import type { Translate } from "@/kit/i18n/language";
import { chordLabel } from "@/kit/keyboard/chord";
import type { KeyMap } from "@/kit/keyboard/key-map";

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

/** The maps with those shortcuts whose key or meaning holds every word of the text. */
export function findKeys(keys: readonly KeyMap[], text: string, t: Translate): readonly KeyMap[] {
  return keys
    .map((map) => ({
      ...map,
      bindings: map.bindings.filter(({ chord, label }) =>
        holds(text, chord, chordLabel(chord), t(label), t(map.title)),
      ),
    }))
    .filter((map) => map.bindings.length > 0);
}

/** How-tos that hold every word of the text. */
export function findHowTos(text: string, t: Translate): readonly HowTo[] {
  return HOW_TOS.filter((howTo) => holds(text, t(`help.${howTo}-title`), t(`help.${howTo}-text`)));
}
