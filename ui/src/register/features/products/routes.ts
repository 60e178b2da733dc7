import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "@/register/navigation/root-route";
import { PRODUCTS_KEYS } from "./keys";
import { ProductsScreen } from "./products-screen";

export const productsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/products",
  component: ProductsScreen,
  validateSearch: (search): { product?: string } =>
    typeof search.product === "string" ? { product: search.product } : {},
  staticData: { keys: PRODUCTS_KEYS },
});
