import { useMemo } from "react";
import type { CartItemView, CartView, DiscountInput } from "@/register/api/bindings";
import { useStoreCart } from "@/register/api/cart-cache";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { textOf } from "@/register/api/errors";
import { withApproval, type ApprovalFact } from "@/register/approval/approval-store";
import { showToast } from "@/kit/components/toast";
import { playSound } from "@/kit/sound/sound";

export interface CartChanges {
  readonly setQuantity: (item: CartItemView, text: string) => Promise<boolean>;
  /** One piece more or less; less than one takes the item out. */
  readonly step: (item: CartItemView, by: 1 | -1) => Promise<boolean>;
  readonly remove: (item: CartItemView) => Promise<boolean>;
  readonly undo: () => Promise<boolean>;
  readonly clear: () => Promise<boolean>;
  readonly discount: (lineId: number | null, discount: DiscountInput | null) => Promise<boolean>;
}

/** A piece, in the thousandths in which quantities are counted. */
const PIECE = 1000;

/** Changes of the running sale; each is durable before it is shown. True when it was done. */
export function useCartChanges(): CartChanges {
  const storeCart = useStoreCart();
  return useMemo(() => {
    const make = async (ask: () => Promise<CartView | undefined>): Promise<boolean> => {
      try {
        const cart = await ask();
        if (cart !== undefined) {
          storeCart(cart);
        }
        return cart !== undefined;
      } catch (error) {
        playSound("error");
        showToast("danger", textOf(error));
        return false;
      }
    };
    const setQuantity = (item: CartItemView, text: string): Promise<boolean> =>
      make(() => api.cartSetQuantity(newCommandId(), item.line_id, text));
    const remove = (item: CartItemView): Promise<boolean> =>
      make(() => api.cartRemove(newCommandId(), item.line_id));
    return {
      setQuantity,
      remove,
      step: (item, by) => {
        const pieces = Math.trunc(item.quantity_thousandths / PIECE) + by;
        return pieces < 1 ? remove(item) : setQuantity(item, String(pieces));
      },
      undo: () => make(() => api.cartUndo(newCommandId())),
      clear: () => make(() => api.cartClear(newCommandId())),
      discount: (lineId, discount) => {
        const commandId = newCommandId();
        return make(() =>
          withApproval((approval) => api.cartDiscount(commandId, lineId, discount, approval), {
            askFacts: () => discountFacts(lineId, discount),
          }),
        );
      },
    };
  }, [storeCart]);
}

/** The item, what is taken off and what is left, as Rust computes it. */
async function discountFacts(
  lineId: number | null,
  discount: DiscountInput | null,
): Promise<readonly ApprovalFact[]> {
  if (discount === null) {
    return [];
  }
  const preview = await api.cartDiscountPreview(lineId, discount);
  const part = discount.kind === "percent" ? ` (${discount.value_text} %)` : "";
  return [
    ...(preview.name === null ? [] : [{ label: "approval.item", value: preview.name } as const]),
    { label: "approval.discount", value: `${preview.discount.text}${part}` },
    {
      label: preview.name === null ? "approval.total" : "approval.after",
      value: preview.after.text,
    },
  ];
}
