import { useCallback, useMemo } from "react";
import type { ScanView } from "@/register/api/bindings";
import { useStoreCart } from "@/register/api/cart-cache";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { textOf } from "@/register/api/errors";
import { playSound } from "@/kit/sound/sound";
import { takeQuantity } from "./command-line";
import { showScanProblem } from "./scan-problem";
import { askWeight } from "./weight-question";
import { useSelection } from "../cart/selection";

export interface AddItem {
  /** Adds what a code stands for, scanned or typed. */
  readonly byCode: (code: string) => Promise<void>;
  /** Adds a product that was chosen on the screen. */
  readonly byProduct: (productId: string, quantity: string | null) => Promise<void>;
}

/** The ways in which an item comes into the cart; each is heard and seen. */
export function useAddItem(): AddItem {
  const storeCart = useStoreCart();
  const take = useCallback(
    async (code: string, ask: () => Promise<ScanView>): Promise<void> => {
      try {
        const answer = await ask();
        storeCart(answer.cart);
        if (answer.outcome === "added") {
          useSelection.setState({ lineId: null });
          playSound("ok");
          return;
        }
        if (answer.to_weigh !== null) {
          askWeight(answer.to_weigh);
          return;
        }
        playSound("error");
        showScanProblem(answer.code, answer.outcome, { name: answer.name });
      } catch (error) {
        playSound("error");
        showScanProblem(code, "refused", { text: textOf(error) });
      }
    },
    [storeCart],
  );
  return useMemo(
    () => ({
      byCode: (code) => {
        const quantity = takeQuantity();
        return take(code, () => api.cartScan(newCommandId(), code, quantity));
      },
      byProduct: (productId, quantity) =>
        take("", () => api.cartAddProduct(newCommandId(), productId, quantity)),
    }),
    [take],
  );
}
