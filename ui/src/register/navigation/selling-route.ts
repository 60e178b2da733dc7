import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "./root-route";
import { ShiftGate } from "./shift-gate";

/** The route around the screens that sell: they need an open shift. */
export const sellingRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "selling",
  component: ShiftGate,
});
