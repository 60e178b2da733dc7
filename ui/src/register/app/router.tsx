import {
  createHashHistory,
  createRoute,
  createRouter,
  Navigate,
  type RouterHistory,
} from "@tanstack/react-router";
import { importRoute } from "@/register/features/catalog-import/routes";
import { productsRoute } from "@/register/features/products/routes";
import { doneRoute, sellRoute } from "@/register/features/sell/routes";
import { settingsRoute } from "@/register/features/settings/routes";
import { closeShiftRoute, openShiftRoute, pastShiftsRoute } from "@/register/features/shift/routes";
import { syncRoute } from "@/register/features/sync/routes";
import { tenderRoute } from "@/register/features/tender/routes";
import { transactionsRoute } from "@/register/features/transactions/routes";
import { rootRoute } from "@/register/navigation/root-route";
import { sellingRoute } from "@/register/navigation/selling-route";
import { Layout } from "./layout";
import { ScreenFailure } from "./screen-failure";

rootRoute.update({ component: Layout, notFoundComponent: () => <Navigate to="/sell" /> });

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  component: () => <Navigate to="/sell" replace />,
});

const routeTree = rootRoute.addChildren([
  homeRoute,
  sellingRoute.addChildren([sellRoute, tenderRoute, doneRoute]),
  openShiftRoute,
  closeShiftRoute,
  pastShiftsRoute,
  transactionsRoute,
  importRoute,
  productsRoute,
  syncRoute,
  settingsRoute,
]);

/** A fresh router; addresses are behind the `#`, for the window has no server. */
export function newRouter(history: RouterHistory = createHashHistory()) {
  return createRouter({
    routeTree,
    history,
    defaultErrorComponent: ScreenFailure,
    defaultPreload: false,
  });
}

export type AppRouter = ReturnType<typeof newRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: AppRouter;
  }
}
