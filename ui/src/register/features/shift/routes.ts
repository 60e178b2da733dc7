import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "@/register/navigation/root-route";
import { CloseShiftScreen } from "./close-shift-screen";
import { PAST_SHIFTS_KEYS, SHIFT_KEYS } from "./keys";
import { OpenShiftScreen } from "./open-shift-screen";
import { PastShiftsScreen } from "./past/past-shifts-screen";

export const openShiftRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/shift/open",
  component: OpenShiftScreen,
  staticData: { keys: SHIFT_KEYS },
});

export const closeShiftRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/shift/close",
  component: CloseShiftScreen,
  staticData: { keys: SHIFT_KEYS },
});

export const pastShiftsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/shifts",
  component: PastShiftsScreen,
  staticData: { keys: PAST_SHIFTS_KEYS },
});
