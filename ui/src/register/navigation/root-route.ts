import { createRootRoute } from "@tanstack/react-router";
import type { KeyMap } from "@/kit/keyboard/key-map";

/** The route around every screen; the application gives it its frame. */
export const rootRoute = createRootRoute();

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    /** The keys of the screen, which the footer teaches. */
    readonly keys?: KeyMap;
  }
}
