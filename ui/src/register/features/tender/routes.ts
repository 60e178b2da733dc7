import { createRoute } from "@tanstack/react-router";
import { sellingRoute } from "@/register/navigation/selling-route";
import { TENDER_KEYS } from "./keys";
import { TenderScreen } from "./tender-screen";

export const tenderRoute = createRoute({
  getParentRoute: () => sellingRoute,
  path: "/sell/pay",
  component: TenderScreen,
  staticData: { keys: TENDER_KEYS },
});
