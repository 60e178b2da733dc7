/** Words before a name that are no name: titles of everyday life. */
const TITLES = /^(h|hj|hajah|haji|bpk|bapak|pak|ibu|bu|dr|drs|ir|mr|mrs|ms|kh|prof|sdr|sdri)\.?$/i;

/**
 * A username to begin with: `Hj. Ayu Lestari` -> `ayu`. One that is taken gets the next name's
 * letter (`ayul`) or a number.
 */
export function usernameFrom(name: string, taken: readonly string[] = []): string {
  const all = name.trim().split(/\s+/);
  const words = all.filter((word) => !TITLES.test(word));
  const [first = "", second = ""] = (words.length > 0 ? words : all).map(plain);
  const wishes = [first, first + (second[0] ?? ""), first + second];
  const numbered = Array.from(
    { length: taken.length + 1 },
    (_none, place) => `${first}${place + 2}`,
  );
  return [...wishes, ...numbered].find((wish) => !taken.includes(wish)) ?? first;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}._-]/gu, "");
}
