import { useEffect, useMemo, useState } from "react";
import type { CartItemView, ProductHit, ToWeighView } from "@/register/api/bindings";
import { takeQuantity, useCommandLine } from "../entry/command-line";
import type { QuantityQuestion } from "./quantity-dialog";
import type { AddItem } from "../entry/use-add-item";
import { askWeight, useWeightQuestion } from "../entry/weight-question";
import type { CartChanges } from "../cart/use-cart-changes";

export type SellDialog = "find" | "discount" | "drawer" | "clear";

export interface SellDialogs {
  readonly open: SellDialog | undefined;
  readonly question: QuantityQuestion | undefined;
  readonly show: (dialog: SellDialog) => void;
  readonly close: () => void;
  readonly askQuantity: (item: CartItemView) => void;
  /** Adds a product; asks for the weight first when it is weighed and none was typed. */
  readonly choose: (product: ProductHit) => void;
}

/** Which dialog is open over the register screen, and what it asks. */
export function useSellDialogs(add: AddItem, changes: CartChanges): SellDialogs {
  const [open, setOpen] = useState<SellDialog>();
  const [asked, setQuestion] = useState<QuantityQuestion>();
  const toWeigh = useWeightQuestion((state) => state.toWeigh);
  useEffect(() => () => askWeight(null), []);
  return useMemo(
    () => ({
      open,
      question: toWeigh === null ? asked : weightOf(toWeigh, add),
      show: setOpen,
      close: () => {
        setOpen(undefined);
        setQuestion(undefined);
        askWeight(null);
      },
      askQuantity: (item) => {
        setQuestion({
          name: item.name,
          unit: item.unit,
          text: item.quantity_text,
          weighed: item.weighed,
          onAnswer: (text) => void changes.setQuantity(item, text),
        });
      },
      choose: (product) => {
        if (product.weighed && useCommandLine.getState().quantity === null) {
          takeQuantity();
          setQuestion({
            name: product.name,
            unit: product.unit,
            text: "",
            weighed: true,
            onAnswer: (text) => void add.byProduct(product.product_id, text),
          });
          return;
        }
        void add.byProduct(product.product_id, takeQuantity());
      },
    }),
    [open, asked, toWeigh, add, changes],
  );
}

/** A product whose own code was scanned: its weight is asked for like that of a chosen one. */
function weightOf(toWeigh: ToWeighView, add: AddItem): QuantityQuestion {
  return {
    name: toWeigh.name,
    unit: toWeigh.unit,
    text: "",
    weighed: true,
    onAnswer: (text) => void add.byProduct(toWeigh.product_id, text),
  };
}
