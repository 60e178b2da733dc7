import { createRoute } from "@tanstack/react-router";
import { sellingRoute } from "@/register/navigation/selling-route";
import { DoneScreen } from "./done/done-screen";
import { DONE_KEYS, SELL_KEYS } from "./keys";
import { SellScreen } from "./sell-screen";

export const sellRoute = createRoute({
  getParentRoute: () => sellingRoute,
  path: "/sell",
  component: SellScreen,
  staticData: { keys: SELL_KEYS },
});

export const doneRoute = createRoute({
  getParentRoute: () => sellingRoute,
  path: "/sell/done",
  component: DoneScreen,
  staticData: { keys: DONE_KEYS },
});
