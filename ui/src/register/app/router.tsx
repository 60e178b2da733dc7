import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Navigate,
  type RouterHistory,
} from "@tanstack/react-router";
import { ImportScreen } from "@/register/features/catalog-import/import-screen";
import { ProductsScreen } from "@/register/features/products/products-screen";
import { DoneScreen } from "@/register/features/sell/done-screen";
import { SellScreen } from "@/register/features/sell/sell-screen";
import { SettingsScreen } from "@/register/features/settings/settings-screen";
import { CloseShiftScreen } from "@/register/features/shift/close-shift-screen";
import { OpenShiftScreen } from "@/register/features/shift/open-shift-screen";
import { SyncScreen } from "@/register/features/sync/sync-screen";
import { TenderScreen } from "@/register/features/tender/tender-screen";
import { TransactionsScreen } from "@/register/features/transactions/transactions-screen";
import { Layout } from "./layout";
import { ScreenFailure } from "./screen-failure";
import { ShiftGate } from "./shift-gate";

const root = createRootRoute({
  component: Layout,
  notFoundComponent: () => <Navigate to="/sell" />,
});

/** Screens that sell need an open shift. */
const selling = createRoute({ getParentRoute: () => root, id: "selling", component: ShiftGate });

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: "/",
    component: () => <Navigate to="/sell" replace />,
  }),
  selling.addChildren([
    createRoute({ getParentRoute: () => selling, path: "/sell", component: SellScreen }),
    createRoute({ getParentRoute: () => selling, path: "/sell/pay", component: TenderScreen }),
    createRoute({ getParentRoute: () => selling, path: "/sell/done", component: DoneScreen }),
  ]),
  createRoute({ getParentRoute: () => root, path: "/shift/open", component: OpenShiftScreen }),
  createRoute({ getParentRoute: () => root, path: "/shift/close", component: CloseShiftScreen }),
  createRoute({ getParentRoute: () => root, path: "/transactions", component: TransactionsScreen }),
  createRoute({ getParentRoute: () => root, path: "/import", component: ImportScreen }),
  createRoute({
    getParentRoute: () => root,
    path: "/products",
    component: ProductsScreen,
    validateSearch: (search): { product?: string } =>
      typeof search.product === "string" ? { product: search.product } : {},
  }),
  createRoute({ getParentRoute: () => root, path: "/sync", component: SyncScreen }),
  createRoute({
    getParentRoute: () => root,
    path: "/settings",
    component: SettingsScreen,
    validateSearch: (search): { tab?: string } =>
      typeof search.tab === "string" ? { tab: search.tab } : {},
  }),
];

/** A fresh router; addresses are behind the `#`, for the window has no server. */
export function newRouter(history: RouterHistory = createHashHistory()) {
  return createRouter({
    routeTree: root.addChildren(routes),
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
