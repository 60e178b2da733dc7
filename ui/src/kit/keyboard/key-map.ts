import type { MessageKey } from "@/kit/i18n/catalogue";

/*
 * Shortcuts as data. A screen declares its own map; the listener, the footer and the help all
 * read from it. Bare digits and letters are not in a map: they are typing.
 */

export interface KeyBinding<Action extends string = string> {
  readonly chord: string;
  readonly action: Action;
  readonly label: MessageKey;
  /** Shown in the footer of its screen, in this order. */
  readonly footer?: true;
  /** Not for cashiers: the footer does not teach it to them. */
  readonly supervisor?: true;
  /** Works while a dialog is open, too. */
  readonly overDialogs?: true;
}

/** The shortcuts of one screen. */
export interface KeyMap<Action extends string = string> {
  /** What the help calls the place where they work. */
  readonly title: MessageKey;
  readonly bindings: readonly KeyBinding<Action>[];
  /** They belong to the frame around every screen: each screen is asked before it. */
  readonly frame?: true;
}

/** The actions of a map. */
export type ActionOf<Map extends KeyMap> = Map["bindings"][number]["action"];

/** What is done for the actions of a map; those without a handler do nothing. */
export type KeyActions<Action extends string> = Partial<Readonly<Record<Action, () => void>>>;

/** Declares the map of a screen; the compiler then knows its actions by name. */
export function keyMap<const Bindings extends readonly KeyBinding[]>(
  title: MessageKey,
  bindings: Bindings,
): KeyMap<Bindings[number]["action"]> {
  return { title, bindings };
}

/** Declares the map of the frame around every screen. */
export function frameKeyMap<const Bindings extends readonly KeyBinding[]>(
  title: MessageKey,
  bindings: Bindings,
): KeyMap<Bindings[number]["action"]> {
  return { title, bindings, frame: true };
}

/** Keys with which a web view would reload, print, search or zoom; it never hears of them. */
export const SUPPRESSED: ReadonlySet<string> = new Set([
  "F3",
  "F5",
  "F7",
  "Ctrl+F",
  "Ctrl+G",
  "Ctrl+J",
  "Ctrl+O",
  "Ctrl+P",
  "Ctrl+R",
  "Ctrl+Shift+R",
  "Ctrl+S",
  "Ctrl+U",
  "Ctrl+F5",
  "Alt+ArrowLeft",
  "Alt+ArrowRight",
]);

/** What the footer of a screen teaches: the frame's first key, the screen's own, the others. */
export function footerBindings(
  screen: KeyMap | undefined,
  frame: KeyMap,
  isCashier = false,
): readonly KeyBinding[] {
  const isShown = (binding: KeyBinding): boolean =>
    binding.footer === true && !(isCashier && binding.supervisor === true);
  const shown = (map: KeyMap | undefined): readonly KeyBinding[] =>
    map?.bindings.filter(isShown) ?? [];
  const [first, ...others] = shown(frame);
  return first === undefined ? shown(screen) : [first, ...shown(screen), ...others];
}
