import { useLayoutEffect, useRef } from "react";
import { takeKeySeat, type KeyHandlers, type KeySeat } from "./key-seats";
import type { KeyScope } from "./key-map";

/** Listens to the keys of a scope for as long as this screen is shown. */
export function useKeys(scope: KeyScope, handlers: KeyHandlers, modal = false): void {
  const seat = useRef<KeySeat>({ scope, modal, current: handlers });
  useLayoutEffect(() => {
    seat.current.current = handlers;
  });
  // Before the first paint: a key pressed as soon as the screen is seen is for this screen.
  useLayoutEffect(() => takeKeySeat(seat.current), []);
}

const NOTHING: KeyHandlers = { actions: {} };

/** The keys of a dialog that has some. */
export interface DialogKeys {
  readonly scope: KeyScope;
  readonly handlers: KeyHandlers;
}

/** Keeps the keys of the screens below from a dialog's screen, and hears the dialog's own. */
export function useModalKeys(keys?: DialogKeys): void {
  useKeys(keys?.scope ?? "anywhere", keys?.handlers ?? NOTHING, true);
}
