import { keyMap } from "@/kit/keyboard/key-map";

/** The keys of the selling screen. */
export const SELL_KEYS = keyMap("help.scope-register", [
  { chord: "F2", action: "find", label: "keys.find", footer: true },
  { chord: "F4", action: "quantity", label: "keys.quantity", footer: true },
  { chord: "F7", action: "discount", label: "keys.discount", footer: true },
  { chord: "F8", action: "transactions", label: "keys.transactions", footer: true },
  { chord: "F9", action: "tender", label: "keys.tender", footer: true },
  { chord: "Ctrl+Enter", action: "exact", label: "keys.exact-cash" },
  { chord: "Enter", action: "enter", label: "keys.enter" },
  { chord: "NumpadAdd", action: "increase", label: "keys.increase" },
  { chord: "NumpadSubtract", action: "decrease", label: "keys.decrease" },
  { chord: "ArrowUp", action: "previous", label: "keys.previous" },
  { chord: "ArrowDown", action: "next", label: "keys.next" },
  { chord: "PageUp", action: "page-up", label: "keys.page-up" },
  { chord: "PageDown", action: "page-down", label: "keys.page-down" },
  { chord: "Home", action: "first", label: "keys.first" },
  { chord: "End", action: "last", label: "keys.last" },
  { chord: "Delete", action: "remove", label: "keys.remove" },
  { chord: "Backspace", action: "backspace", label: "keys.backspace" },
  { chord: "Ctrl+Z", action: "undo", label: "keys.undo" },
  { chord: "Escape", action: "escape", label: "keys.escape" },
  { chord: "Ctrl+Shift+Delete", action: "clear-cart", label: "keys.clear-cart" },
  { chord: "Ctrl+D", action: "drawer", label: "keys.drawer" },
  { chord: "Ctrl+P", action: "reprint", label: "keys.reprint" },
]);

/** The keys of the screen that shows a paid sale. */
export const DONE_KEYS = keyMap("help.scope-done", [
  { chord: "Enter", action: "finish", label: "keys.finish", footer: true },
  { chord: "F8", action: "transactions", label: "keys.transactions", footer: true },
  { chord: "Ctrl+P", action: "reprint", label: "keys.reprint", footer: true },
]);

/** The way here from every other screen. */
export const GO_TO_SELL = { chord: "F2", action: "sell", label: "keys.go-to-register" } as const;
