import { chordOf, isTyping } from "./chord";
import { actionFor, SUPPRESSED, type ActionId, type KeyScope } from "./key-map";

/** What a screen does with the keys of its scope. */
export interface KeyHandlers {
  readonly actions: Partial<Readonly<Record<ActionId, () => void>>>;
  /** A character typed while no field has the focus. */
  readonly onText?: (character: string) => void;
}

/** A screen or dialog that listens; the one opened last is asked first. */
export interface KeySeat {
  readonly scope: KeyScope;
  /** Nothing below hears a key: a dialog is open. */
  readonly modal: boolean;
  current: KeyHandlers;
}

const stack: KeySeat[] = [];

const ACTS_ONCE = /^(Enter|F\d{1,2}|(Ctrl|Alt)\+.*)$/;

/**
 * Takes the place on top, or at the bottom for what works anywhere: the frame around a screen
 * is mounted with it or after it, and must not hear keys first. Call the result to leave.
 */
export function takeKeySeat(seat: KeySeat): () => void {
  if (seat.scope === "anywhere" && !seat.modal) {
    stack.unshift(seat);
  } else {
    stack.push(seat);
  }
  return () => {
    const place = stack.indexOf(seat);
    if (place >= 0) {
      stack.splice(place, 1);
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
  const inMenu = isMenu(event.target) && (typing || chord === "Escape");
  const inField = isField(event.target) && typing;
  if (!inMenu && !inField && !activatesButton(event)) {
    for (const seat of [...stack].reverse()) {
      if (offer(seat, chord, event)) {
        return true;
      }
      if (seat.modal && !worksOverDialogs(chord)) {
        break;
      }
    }
  }
  return SUPPRESSED.has(chord);
}

/** Whoever walks away locks the register, whatever is open on it. */
function worksOverDialogs(chord: string): boolean {
  return actionFor("anywhere", chord) === "lock";
}

function offer(seat: KeySeat, chord: string, event: KeyboardEvent): boolean {
  const action = actionFor(seat.scope, chord);
  const handler = action === undefined ? undefined : seat.current.actions[action];
  if (handler !== undefined) {
    handler();
    return true;
  }
  const isText = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
  if (isText && seat.current.onText !== undefined) {
    seat.current.onText(event.key);
    return true;
  }
  return false;
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
  window.addEventListener("keydown", onKeyDown, { capture: true });
  return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
}
