/*
 * Which of two readings of a burst to believe: what the layout made of the keys, or what the
 * keys are on a US keyboard.
 */

/** True for printable ASCII and GS, which is all that a code holds. */
function isPlausible(text: string): boolean {
  return /^[ -~]+$/.test(text.replaceAll("\x1d", " "));
}

/** True when the last digit of a GTIN-shaped number is its mod-10 check digit. */
export function hasGtinCheckDigit(text: string): boolean {
  if (!/^(\d{8}|\d{12}|\d{13}|\d{14})$/.test(text)) {
    return false;
  }
  let sum = 0;
  for (let place = 0; place < text.length; place += 1) {
    // Counted from the right, the check digit weighs 1, its neighbour 3, and so on.
    const digit = text.charCodeAt(text.length - 1 - place) - 48;
    sum += place % 2 === 0 ? digit : digit * 3;
  }
  return sum % 10 === 0;
}

/** Picks the reading to use; the layout's wins unless only the other one makes sense. */
export function chooseReading(byLayout: string, byKey: string | undefined): string {
  if (byKey === undefined || byKey === byLayout || !isPlausible(byKey)) {
    return byLayout;
  }
  if (!isPlausible(byLayout)) {
    return byKey;
  }
  return hasGtinCheckDigit(byKey) && !hasGtinCheckDigit(byLayout) ? byKey : byLayout;
}

/** Drops the symbology identifier some scanners put in front (`]C1`, `]d2`, `]E0`). */
export function withoutAimPrefix(text: string): string {
  return text.replace(/^\][A-Za-z][0-9A-Za-z]/, "");
}
