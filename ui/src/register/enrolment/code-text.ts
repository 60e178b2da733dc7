/** Letters and digits of an enrolment code. */
const CODE_LETTERS = 8;

/**
 * A code as it is typed or pasted: upper case, in groups of four. Codes hold no O, I or L
 * (Crockford's base 32), so those are read as the digits they look like.
 */
export function codeText(typed: string): string {
  const letters = typed
    .toUpperCase()
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1")
    .replace(/[^0-9A-Z]/g, "")
    .slice(0, CODE_LETTERS);
  return letters.length > 4 ? `${letters.slice(0, 4)}-${letters.slice(4)}` : letters;
}

/** Whether all of it was typed; whether it is right, the server says. */
export function isCodeWhole(code: string): boolean {
  return codeText(code).length === CODE_LETTERS + 1;
}
