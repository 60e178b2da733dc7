import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { CartView } from "./bindings";
import { cartQuery } from "./queries";

/** Shows a cart that Rust sent, unless a later one of the same sale is shown already. */
export function storeCart(client: QueryClient, cart: CartView): void {
  client.setQueryData(cartQuery.queryKey, (shown) => {
    const isOlder =
      shown !== undefined && shown.cart_id === cart.cart_id && shown.revision > cart.revision;
    return isOlder ? shown : cart;
  });
}

/** `storeCart` for a component. */
export function useStoreCart(): (cart: CartView) => void {
  const client = useQueryClient();
  return useCallback((cart: CartView) => storeCart(client, cart), [client]);
}
