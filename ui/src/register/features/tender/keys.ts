import { keyMap } from "@/kit/keyboard/key-map";

/** The keys of the payment. */
export const TENDER_KEYS = keyMap("help.scope-tender", [
  { chord: "F4", action: "exact", label: "keys.exact", footer: true },
  { chord: "F9", action: "go-on", label: "keys.enter-amount" },
  { chord: "Alt+1", action: "method-1", label: "keys.method-1" },
  { chord: "Alt+2", action: "method-2", label: "keys.method-2" },
  { chord: "Alt+3", action: "method-3", label: "keys.method-3" },
  { chord: "Alt+4", action: "method-4", label: "keys.method-4" },
  { chord: "Alt+5", action: "method-5", label: "keys.method-5" },
  { chord: "Enter", action: "enter", label: "keys.enter-amount", footer: true },
  { chord: "Escape", action: "escape", label: "keys.back-to-cart", footer: true },
  { chord: "*", action: "thousands", label: "keys.thousands" },
  { chord: "Backspace", action: "backspace", label: "keys.backspace-digit" },
  { chord: "Delete", action: "remove", label: "keys.remove-payment" },
  { chord: "ArrowUp", action: "previous", label: "keys.previous" },
  { chord: "ArrowDown", action: "next", label: "keys.next" },
]);
