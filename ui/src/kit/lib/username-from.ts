/** A username to begin with: `Ayu Lestari` -> `ayu`. */
export function usernameFrom(name: string): string {
  const first = name.trim().split(/\s+/)[0] ?? "";
  return first.toLowerCase().replace(/[^\p{L}\p{N}._-]/gu, "");
}
