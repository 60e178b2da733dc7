const LENGTH_MAX = 12;

/** The text of a number field after a key of the pad. */
export function typedInto(text: string, key: string): string {
  return key === "backspace" ? text.slice(0, -1) : (text + key).slice(0, LENGTH_MAX);
}
