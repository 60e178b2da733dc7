import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "@/register/navigation/root-route";
import { TRANSACTIONS_KEYS } from "./keys";
import { TransactionsScreen } from "./transactions-screen";

export const transactionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/transactions",
  component: TransactionsScreen,
  staticData: { keys: TRANSACTIONS_KEYS },
});
