import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { act } from "@testing-library/react";
import type { ReactNode } from "react";
import type { Host } from "@/register/api/host";
import { showScreen, type ShownScreen } from "./show-screen";

export interface RoutedScreen extends ShownScreen {
  /** Where the screen has gone to. */
  readonly place: () => string;
  /** Goes to another address, as a key of the frame would. */
  readonly goTo: (path: string) => void;
}

/** Shows a screen that may send people elsewhere; everywhere else is an empty page. */
export function showRoutedScreen(screen: ReactNode, host: Host): RoutedScreen {
  const root = createRootRoute({ component: Outlet });
  const here = createRoute({ getParentRoute: () => root, path: "/", component: () => screen });
  const elsewhere = createRoute({ getParentRoute: () => root, path: "$", component: () => null });
  const router = createRouter({
    routeTree: root.addChildren([here, elsewhere]),
    history: createMemoryHistory({ initialEntries: ["/"] }),
  });
  // The application's own routes are what the type knows; here there are none of them.
  const shown = showScreen(<RouterProvider router={router as never} />, host);
  return {
    ...shown,
    place: () => router.state.location.pathname,
    goTo: (to) => {
      // It may be refused, and then it never ends.
      act(() => void router.navigate({ to }));
    },
  };
}
