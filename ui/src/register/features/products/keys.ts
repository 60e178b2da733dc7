import { keyMap } from "@/kit/keyboard/key-map";

/** The keys of the list of products. */
export const PRODUCTS_KEYS = keyMap("help.scope-products", [
  { chord: "F2", action: "find", label: "keys.find-product", footer: true },
  { chord: "F4", action: "edit", label: "keys.edit-product", footer: true, supervisor: true },
  { chord: "F6", action: "new", label: "keys.new-product", footer: true, supervisor: true },
  { chord: "Enter", action: "open", label: "keys.open-product" },
  { chord: "ArrowUp", action: "previous", label: "keys.previous" },
  { chord: "ArrowDown", action: "next", label: "keys.next" },
  { chord: "PageUp", action: "page-up", label: "keys.page-up" },
  { chord: "PageDown", action: "page-down", label: "keys.page-down" },
  { chord: "Home", action: "first", label: "keys.first" },
  { chord: "End", action: "last", label: "keys.last" },
  { chord: "Delete", action: "toggle", label: "keys.toggle-product" },
  { chord: "Escape", action: "escape", label: "keys.clear-search" },
]);

/** The keys of the form of one product. */
export const PRODUCT_FORM_KEYS = keyMap("help.scope-product-form", [
  { chord: "F9", action: "save", label: "keys.save-product", footer: true },
  { chord: "Escape", action: "escape", label: "keys.close-product", footer: true },
]);
