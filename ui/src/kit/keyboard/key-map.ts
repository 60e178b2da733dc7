import type { MessageKey } from "@/kit/i18n/catalogue";

/*
 * Every shortcut, as data: the footer, the help screen and the listener read it from here.
 * Bare digits and letters are not in it; they are typing.
 */

/** Where a shortcut works. */
export type KeyScope = "register" | "tender" | "done" | "products" | "product-form" | "anywhere";

export type ActionId =
  | "help"
  | "find"
  | "quantity"
  | "discount"
  | "transactions"
  | "tender"
  | "enter"
  | "increase"
  | "decrease"
  | "previous"
  | "next"
  | "page-up"
  | "page-down"
  | "first"
  | "last"
  | "remove"
  | "backspace"
  | "undo"
  | "escape"
  | "clear-cart"
  | "drawer"
  | "reprint"
  | "lock"
  | "exact"
  | "pay-exact"
  | "method-1"
  | "method-2"
  | "method-3"
  | "method-4"
  | "finish"
  | "go-to"
  | "sync"
  | "open"
  | "edit"
  | "new"
  | "toggle"
  | "save";

export interface KeyBinding {
  readonly scope: KeyScope;
  readonly chord: string;
  readonly action: ActionId;
  readonly label: MessageKey;
  /** Shown in the footer of its screen, in this order. */
  readonly footer?: true;
}

const register = "register" as const;
const tender = "tender" as const;
const products = "products" as const;
const form = "product-form" as const;
const anywhere = "anywhere" as const;

export const KEY_MAP: readonly KeyBinding[] = [
  { scope: anywhere, chord: "F1", action: "help", label: "keys.help", footer: true },
  { scope: register, chord: "F2", action: "find", label: "keys.find", footer: true },
  { scope: register, chord: "F4", action: "quantity", label: "keys.quantity", footer: true },
  { scope: register, chord: "F7", action: "discount", label: "keys.discount", footer: true },
  {
    scope: register,
    chord: "F8",
    action: "transactions",
    label: "keys.transactions",
    footer: true,
  },
  { scope: register, chord: "F9", action: "tender", label: "keys.tender", footer: true },
  { scope: register, chord: "Enter", action: "enter", label: "keys.enter" },
  { scope: register, chord: "NumpadAdd", action: "increase", label: "keys.increase" },
  { scope: register, chord: "NumpadSubtract", action: "decrease", label: "keys.decrease" },
  { scope: register, chord: "ArrowUp", action: "previous", label: "keys.previous" },
  { scope: register, chord: "ArrowDown", action: "next", label: "keys.next" },
  { scope: register, chord: "PageUp", action: "page-up", label: "keys.page-up" },
  { scope: register, chord: "PageDown", action: "page-down", label: "keys.page-down" },
  { scope: register, chord: "Home", action: "first", label: "keys.first" },
  { scope: register, chord: "End", action: "last", label: "keys.last" },
  { scope: register, chord: "Delete", action: "remove", label: "keys.remove" },
  { scope: register, chord: "Backspace", action: "backspace", label: "keys.backspace" },
  { scope: register, chord: "Ctrl+Z", action: "undo", label: "keys.undo" },
  { scope: register, chord: "Escape", action: "escape", label: "keys.escape" },
  { scope: register, chord: "Ctrl+Shift+Delete", action: "clear-cart", label: "keys.clear-cart" },
  { scope: register, chord: "Ctrl+D", action: "drawer", label: "keys.drawer" },
  { scope: register, chord: "Ctrl+P", action: "reprint", label: "keys.reprint" },
  { scope: tender, chord: "F4", action: "exact", label: "keys.exact", footer: true },
  { scope: tender, chord: "F9", action: "pay-exact", label: "keys.pay-exact", footer: true },
  { scope: tender, chord: "Alt+1", action: "method-1", label: "keys.method-1" },
  { scope: tender, chord: "Alt+2", action: "method-2", label: "keys.method-2" },
  { scope: tender, chord: "Alt+3", action: "method-3", label: "keys.method-3" },
  { scope: tender, chord: "Alt+4", action: "method-4", label: "keys.method-4" },
  { scope: tender, chord: "Enter", action: "enter", label: "keys.enter-amount", footer: true },
  { scope: tender, chord: "Escape", action: "escape", label: "keys.back", footer: true },
  { scope: tender, chord: "Backspace", action: "backspace", label: "keys.backspace-digit" },
  { scope: tender, chord: "Delete", action: "remove", label: "keys.remove-payment" },
  { scope: tender, chord: "ArrowUp", action: "previous", label: "keys.previous" },
  { scope: tender, chord: "ArrowDown", action: "next", label: "keys.next" },
  { scope: "done", chord: "Enter", action: "finish", label: "keys.finish", footer: true },
  { scope: "done", chord: "Ctrl+P", action: "reprint", label: "keys.reprint", footer: true },
  { scope: products, chord: "F2", action: "find", label: "keys.find-product", footer: true },
  { scope: products, chord: "F4", action: "edit", label: "keys.edit-product", footer: true },
  { scope: products, chord: "F6", action: "new", label: "keys.new-product", footer: true },
  { scope: products, chord: "Enter", action: "open", label: "keys.open-product" },
  { scope: products, chord: "ArrowUp", action: "previous", label: "keys.previous" },
  { scope: products, chord: "ArrowDown", action: "next", label: "keys.next" },
  { scope: products, chord: "PageUp", action: "page-up", label: "keys.page-up" },
  { scope: products, chord: "PageDown", action: "page-down", label: "keys.page-down" },
  { scope: products, chord: "Home", action: "first", label: "keys.first" },
  { scope: products, chord: "End", action: "last", label: "keys.last" },
  { scope: products, chord: "Delete", action: "toggle", label: "keys.toggle-product" },
  { scope: products, chord: "Escape", action: "escape", label: "keys.clear-search" },
  { scope: form, chord: "F9", action: "save", label: "keys.save-product", footer: true },
  { scope: form, chord: "Escape", action: "escape", label: "keys.close-product", footer: true },
  { scope: anywhere, chord: "F2", action: "find", label: "keys.go-to-register" },
  { scope: anywhere, chord: "Ctrl+L", action: "lock", label: "keys.lock", footer: true },
  { scope: anywhere, chord: "Ctrl+K", action: "go-to", label: "keys.go-to" },
  { scope: anywhere, chord: "Alt+S", action: "sync", label: "keys.sync" },
];

/** Keys with which a web view would reload, print, search or zoom; it never hears of them. */
export const SUPPRESSED: ReadonlySet<string> = new Set([
  "F3",
  "F5",
  "F7",
  "Ctrl+F",
  "Ctrl+G",
  "Ctrl+J",
  "Ctrl+O",
  "Ctrl+P",
  "Ctrl+R",
  "Ctrl+Shift+R",
  "Ctrl+S",
  "Ctrl+U",
  "Ctrl+F5",
  "Alt+ArrowLeft",
  "Alt+ArrowRight",
]);

/** The action a chord stands for in a scope. */
export function actionFor(scope: KeyScope, chord: string): ActionId | undefined {
  return KEY_MAP.find((binding) => binding.scope === scope && binding.chord === chord)?.action;
}

/** What the footer of a screen teaches: its own keys, with help first and lock last. */
export function footerBindings(scope: KeyScope): readonly KeyBinding[] {
  const shown = KEY_MAP.filter((binding) => binding.footer === true);
  const own = scope === "anywhere" ? [] : shown.filter((binding) => binding.scope === scope);
  const [help, ...others] = shown.filter((binding) => binding.scope === "anywhere");
  return help === undefined ? own : [help, ...own, ...others];
}
