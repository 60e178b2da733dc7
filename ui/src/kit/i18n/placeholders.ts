/** Values for the `{name}` places of a message. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** Puts values into the `{name}` places of a text; a place without a value stays as it is. */
export function fillPlaceholders(text: string, values: MessageValues | undefined): string {
  if (values === undefined) {
    return text;
  }
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** The names of the places in a text, sorted. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").sort();
}
