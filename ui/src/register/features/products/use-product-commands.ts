import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { ProductDetail } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { textOf } from "@/register/api/errors";
import { productQuery } from "@/register/api/queries";
import { showToast } from "@/kit/components/toast";
import { useTranslate } from "@/kit/i18n/language";

/** Shows a product as Rust answered it; lists ask again because Rust says that it changed. */
export function useKeepProduct(): (detail: ProductDetail) => void {
  const client = useQueryClient();
  return useCallback(
    (detail) => {
      client.setQueryData(productQuery(detail.product_id).queryKey, detail);
    },
    [client],
  );
}

/** Takes a product out of sale, or back into it. */
export function useSetStatus() {
  const t = useTranslate();
  const keep = useKeepProduct();
  return useMutation({
    mutationFn: ({ product_id, status }: Pick<ProductDetail, "product_id" | "status">) =>
      api.productSetStatus(newCommandId(), product_id, status === "inactive"),
    onSuccess: (detail) => {
      keep(detail);
      const said = detail.status === "active" ? "products.activated" : "products.deactivated";
      showToast("good", t(said, { name: detail.name }));
    },
    onError: (error) => showToast("danger", textOf(error)),
  });
}
