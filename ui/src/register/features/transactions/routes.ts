import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "@/register/navigation/root-route";
import { TransactionsScreen } from "./transactions-screen";

export const transactionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/transactions",
  component: TransactionsScreen,
});
