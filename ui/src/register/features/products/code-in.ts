/** What was searched for, where it looks like a printed code rather than like a word. */
export function codeIn(text: string): string {
  return /^\d{6,14}$/.test(text.trim()) ? text.trim() : "";
}
