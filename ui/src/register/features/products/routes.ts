import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "@/register/navigation/root-route";
import { PRODUCTS_KEYS } from "./keys";
import { ProductsScreen } from "./products-screen";

export const productsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/products",
  component: ProductsScreen,
  validateSearch: (search): { product?: string; code?: string } => ({
    ...(typeof search.product === "string" && { product: search.product }),
    // A code of digits alone is read out of the address as a number.
    ...((typeof search.code === "string" || typeof search.code === "number") && {
      code: String(search.code),
    }),
  }),
  staticData: { keys: PRODUCTS_KEYS },
});
