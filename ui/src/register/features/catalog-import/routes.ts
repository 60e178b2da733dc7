import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "@/register/navigation/root-route";
import { ImportScreen } from "./import-screen";

export const importRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/import",
  component: ImportScreen,
});
