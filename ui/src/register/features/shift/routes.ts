import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "@/register/navigation/root-route";
import { CloseShiftScreen } from "./close-shift-screen";
import { OpenShiftScreen } from "./open-shift-screen";

export const openShiftRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/shift/open",
  component: OpenShiftScreen,
});

export const closeShiftRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/shift/close",
  component: CloseShiftScreen,
});
