import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ProductDetail } from "@/register/api/bindings";
import { textOf } from "@/register/api/errors";
import { productQuery } from "@/register/api/queries";
import { showToast } from "@/kit/components/toast";
import type { Editing } from "./product-form-dialog";
import { useSetStatus } from "./use-product-commands";

/** What is done to a product from the list; each begins on the product as it is now. */
export function useEditing(productId: string | undefined, mayEdit: boolean) {
  const client = useQueryClient();
  const [editing, setEditing] = useState<Editing>();
  const [leaving, setLeaving] = useState<ProductDetail>();
  const setStatus = useSetStatus();
  const withProduct = (act: (product: ProductDetail) => void): void => {
    if (productId === undefined || !mayEdit) {
      return;
    }
    client
      .query(productQuery(productId))
      .then(act)
      .catch((error: unknown) => showToast("danger", textOf(error)));
  };
  return {
    editing,
    /** The product that is about to be taken out of sale. */
    leaving,
    edit: () => withProduct((product) => setEditing({ product, barcode: "" })),
    create: (barcode: string) => {
      if (mayEdit) {
        setEditing({ product: undefined, barcode });
      }
    },
    close: () => setEditing(undefined),
    toggle: () =>
      withProduct((product) => {
        if (product.status === "active") {
          setLeaving(product);
        } else {
          setStatus.mutate(product);
        }
      }),
    answer: (yes: boolean) => {
      if (yes && leaving !== undefined) {
        setStatus.mutate(leaving);
      }
      setLeaving(undefined);
    },
  };
}
