import { keyMap } from "@/kit/keyboard/key-map";

/** The keys of a drawer that is being counted. */
export const SHIFT_KEYS = keyMap("help.scope-shift", [
  { chord: "F9", action: "go-on", label: "keys.go-on", footer: true },
]);

/** The keys of the list of shifts. */
export const PAST_SHIFTS_KEYS = keyMap("help.scope-past-shifts", [
  { chord: "ArrowUp", action: "previous", label: "keys.previous-shift" },
  { chord: "ArrowDown", action: "next", label: "keys.next-shift" },
  { chord: "Escape", action: "escape", label: "keys.go-to-register", footer: true },
]);
