/** What the decoder needs to know of one key press; made from a `KeyboardEvent`, or by a test. */
export interface KeyStroke {
  /** What the layout made of the key: `event.key`. */
  readonly key: string;
  /** Which key it was, apart from the layout: `event.code`; empty when the system hides it. */
  readonly code: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly capsLock: boolean;
  /** The key is held down and repeats: no scanner does that. */
  readonly repeat: boolean;
  /** An input method is composing: the keys belong to it. */
  readonly composing: boolean;
  /** Milliseconds, `event.timeStamp`: when the key was pressed, however late we hear of it. */
  readonly at: number;
  /** Milliseconds, `performance.now()`: when we heard of it. */
  readonly heardAt: number;
}

/** Reads the stroke off a keydown event. */
export function strokeOf(event: KeyboardEvent): KeyStroke {
  return {
    key: event.key,
    code: event.code,
    shift: event.shiftKey,
    ctrl: event.ctrlKey,
    alt: event.altKey,
    capsLock: event.getModifierState("CapsLock"),
    repeat: event.repeat,
    composing: event.isComposing || event.key === "Process",
    at: event.timeStamp,
    heardAt: performance.now(),
  };
}

const MODIFIERS = new Set([
  "Shift",
  "Control",
  "Alt",
  "AltGraph",
  "Meta",
  "CapsLock",
  "NumLock",
  "OS",
]);

/** True for a key that only changes the meaning of others. */
export function isModifier(stroke: KeyStroke): boolean {
  return MODIFIERS.has(stroke.key);
}
