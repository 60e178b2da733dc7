/**
 * The name of a key press with its modifiers, as the key map writes it: `F9`, `Ctrl+L`,
 * `Ctrl+Shift+Delete`, `Alt+1`, `NumpadAdd`, `*`. Letters with Ctrl or Alt go by the key, so
 * that Caps Lock and other layouts do not matter.
 */
export function chordOf(event: KeyboardEvent): string {
  const modified = event.ctrlKey || event.altKey || event.metaKey;
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) {
    parts.push("Ctrl");
  }
  if (event.altKey) {
    parts.push("Alt");
  }
  if (event.shiftKey && (modified || event.key.length > 1)) {
    parts.push("Shift");
  }
  parts.push(keyName(event, modified));
  return parts.join("+");
}

function keyName(event: KeyboardEvent, modified: boolean): string {
  if (event.code === "NumpadAdd" || event.code === "NumpadSubtract") {
    return event.code;
  }
  const plain = /^(?:Key|Digit)([A-Z0-9])$/.exec(event.code)?.[1];
  if (modified && plain !== undefined) {
    return plain;
  }
  return modified && event.key.length === 1 ? event.key.toUpperCase() : event.key;
}

/** True for a chord that means typing while a field has the focus. */
export function isTyping(chord: string): boolean {
  const isFunctionKey = /(^|\+)F\d{1,2}$/.test(chord);
  const isCommand = /^(Ctrl|Alt)\+/.test(chord) && !/^Ctrl\+(Z|A|C|V|X)$/.test(chord);
  return !isFunctionKey && !isCommand && chord !== "Escape";
}

const CAPS: Readonly<Record<string, string>> = {
  Escape: "Esc",
  Delete: "Del",
  ArrowUp: "↑",
  ArrowDown: "↓",
  PageUp: "PgUp",
  PageDown: "PgDn",
  NumpadAdd: "+",
  NumpadSubtract: "−",
};

/** A chord as it is printed on keys. */
export function chordLabel(chord: string): string {
  return chord
    .split("+")
    .map((part) => CAPS[part] ?? part)
    .join("+");
}
