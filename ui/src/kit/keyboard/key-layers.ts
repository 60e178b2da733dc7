import { chordOf, isTyping } from "./chord";
import { SUPPRESSED, type KeyActions, type KeyMap } from "./key-map";

/** What a screen does with its keys. */
export interface KeyHandlers<Action extends string = string> {
  readonly actions: KeyActions<Action>;
  /** A character typed while no field has the focus. */
  readonly onText?: (character: string) => void;
  /** True while something is typed: Enter and Space are part of it and press no focused button. */
  readonly isTyping?: () => boolean;
}

/** A screen or dialog that listens; the one opened last is asked first. */
export interface KeyLayer {
  readonly keys: KeyMap;
  /** Nothing below hears a key: a dialog is open. */
  readonly modal: boolean;
  current: KeyHandlers;
}

const layers: KeyLayer[] = [];

const ACTS_ONCE = /^(Enter|F\d{1,2}|(Ctrl|Alt)\+.*)$/;

/**
 * Adds a layer on top. The frame's layer goes to the bottom: the frame is mounted with its
 * screen or after it, and must not hear keys first. Call the result to remove the layer.
 */
export function pushKeyLayer(layer: KeyLayer): () => void {
  if (layer.keys.frame === true) {
    layers.unshift(layer);
  } else {
    layers.push(layer);
  }
  return () => {
    const place = layers.indexOf(layer);
    if (place >= 0) {
      layers.splice(place, 1);
    }
  };
}

/** Offers a key press to the screens; true when one of them took it. */
export function dispatchKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) {
    return false;
  }
  const chord = chordOf(event);
  if (event.repeat && ACTS_ONCE.test(chord)) {
    // Held down too long is still one press: F9 goes to the tender, it does not pay as well.
    return true;
  }
  const typing = isTyping(chord);
  const inMenu = isMenu(event.target) && (typing || /(^|\+)(Escape|Enter)$/.test(chord));
  const inField = isField(event.target) && typing;
  const presses = activatesButton(event) && layers.at(-1)?.current.isTyping?.() !== true;
  if (!inMenu && !inField && !presses) {
    return offerToLayers(chord, event) || SUPPRESSED.has(chord);
  }
  return SUPPRESSED.has(chord);
}

function offerToLayers(chord: string, event: KeyboardEvent): boolean {
  let belowDialog = false;
  for (const layer of [...layers].reverse()) {
    if (belowDialog ? offerOverDialogs(layer, chord) : offer(layer, chord, event)) {
      return true;
    }
    belowDialog ||= layer.modal;
  }
  return false;
}

/** A dialog is open above this layer; only what works over dialogs reaches it. */
function offerOverDialogs(layer: KeyLayer, chord: string): boolean {
  const binding = layer.keys.bindings.find((one) => one.chord === chord);
  return binding?.overDialogs === true && act(layer, binding.action);
}

function offer(layer: KeyLayer, chord: string, event: KeyboardEvent): boolean {
  const binding = layer.keys.bindings.find((one) => one.chord === chord);
  if (binding !== undefined && act(layer, binding.action)) {
    return true;
  }
  const isText = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
  if (isText && layer.current.onText !== undefined) {
    layer.current.onText(event.key);
    return true;
  }
  return false;
}

function act(layer: KeyLayer, action: string): boolean {
  const handler = layer.current.actions[action];
  handler?.();
  return handler !== undefined;
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select, [role=combobox]"))
  );
}

/** An open menu or list moves by the keys that move the cart, and closes by the key that clears. */
function isMenu(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("[role=menu], [role=listbox], [role=tablist]") !== null
  );
}

/** Enter and Space on a focused button press it; they are not for the screen then. */
function activatesButton(event: KeyboardEvent): boolean {
  return (
    (event.key === "Enter" || event.key === " ") &&
    !(event.ctrlKey || event.altKey || event.metaKey) &&
    event.target instanceof HTMLElement &&
    event.target.matches("button, a[href], [role=button], [role=tab], [role=switch], summary")
  );
}

/** Starts listening in this window; call it after the scanner's, and the result to stop. */
export function startKeyboard(): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (dispatchKey(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  // The web view's own menu leads back, reloads and inspects; a field keeps it to paste.
  const onMenu = (event: MouseEvent): void => {
    if (!isField(event.target)) {
      event.preventDefault();
    }
  };
  window.addEventListener("keydown", onKeyDown, { capture: true });
  window.addEventListener("contextmenu", onMenu, { capture: true });
  return () => {
    window.removeEventListener("keydown", onKeyDown, { capture: true });
    window.removeEventListener("contextmenu", onMenu, { capture: true });
  };
}
