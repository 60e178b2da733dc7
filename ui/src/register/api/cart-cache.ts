import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { CartView } from "./bindings";
import { cartQuery } from "./queries";

/** Shows a cart that Rust sent, unless a later one is shown already. */
export function useStoreCart(): (cart: CartView) => void {
  const client = useQueryClient();
  return useCallback((cart: CartView) => client.setQueryData(cartQuery.queryKey, cart), [client]);
}
