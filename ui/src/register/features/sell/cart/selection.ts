import { create } from "zustand";
import type { CartItemView, CartView } from "@/register/api/bindings";

/** The item a person chose; nobody chose one while the last touched item is the selected one. */
export const useSelection = create<{ readonly lineId: number | null }>(() => ({ lineId: null }));

/** The selected item: the chosen one, else the one touched last, else the last. */
export function selectedItem(cart: CartView, chosen: number | null): CartItemView | undefined {
  const byId = (lineId: number | null): CartItemView | undefined =>
    cart.items.find((item) => item.line_id === lineId);
  return byId(chosen) ?? byId(cart.last_line_id) ?? cart.items.at(-1);
}

/** Moves the selection by so many items; it stops at both ends. */
export function moveSelection(cart: CartView, by: number): void {
  const { lineId } = useSelection.getState();
  const selected = selectedItem(cart, lineId);
  const from = selected === undefined ? 0 : cart.items.indexOf(selected);
  const to = Math.min(cart.items.length - 1, Math.max(0, from + by));
  useSelection.setState({ lineId: cart.items[to]?.line_id ?? null });
}
