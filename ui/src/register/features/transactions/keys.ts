import { keyMap } from "@/kit/keyboard/key-map";

/** The keys of the list of transactions. */
export const TRANSACTIONS_KEYS = keyMap("help.scope-transactions", [
  { chord: "ArrowUp", action: "previous", label: "keys.previous-receipt" },
  { chord: "ArrowDown", action: "next", label: "keys.next-receipt" },
  { chord: "Ctrl+P", action: "reprint", label: "keys.reprint", footer: true },
  { chord: "Escape", action: "escape", label: "keys.go-to-register", footer: true },
]);
