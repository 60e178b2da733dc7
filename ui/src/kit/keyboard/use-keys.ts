import { useLayoutEffect, useRef } from "react";
import { pushKeyLayer, type KeyHandlers, type KeyLayer } from "./key-layers";
import type { KeyMap } from "./key-map";

/** Listens to the keys of a map for as long as this screen is shown. */
export function useKeys<Action extends string>(
  keys: KeyMap<Action>,
  handlers: KeyHandlers<Action>,
): void {
  useKeyLayer(keys, handlers, false);
}

/** The keys of a dialog that has some. */
export interface DialogKeys {
  readonly keys: KeyMap;
  readonly handlers: KeyHandlers;
}

/** The keys of a dialog and what it does with them. */
export function dialogKeys<Action extends string>(
  keys: KeyMap<Action>,
  actions: KeyHandlers<Action>["actions"],
): DialogKeys {
  return { keys, handlers: { actions } };
}

const NO_KEYS: DialogKeys = {
  keys: { title: "shell.shortcuts", bindings: [] },
  handlers: { actions: {} },
};

/** Keeps the keys of the screens below from a dialog's screen, and hears the dialog's own. */
export function useModalKeys({ keys, handlers }: DialogKeys = NO_KEYS): void {
  useKeyLayer(keys, handlers, true);
}

function useKeyLayer(keys: KeyMap, handlers: KeyHandlers, modal: boolean): void {
  const layer = useRef<KeyLayer>({ keys, modal, current: handlers });
  useLayoutEffect(() => {
    layer.current.current = handlers;
  });
  // Before the first paint: a key pressed as soon as the screen is seen is for this screen.
  useLayoutEffect(() => pushKeyLayer(layer.current), []);
}
