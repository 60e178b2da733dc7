/** The usual labels of scales: any in-store prefix, five digits of item, grams. */
export const WEIGHT_PRESET = "2#PPPPPWWWWWC";

/**
 * Whether a pattern can be used at all, so that a slip shows while typing. The rules are
 * those of Rust, which decides.
 */
export function isMaskUsable(mask: string): boolean {
  return (
    /^(2|02)[0-9#PWAXC]+C$/.test(mask) &&
    mask.length === 13 &&
    mask.indexOf("C") === 12 &&
    mask.includes("P") &&
    mask.includes("W") !== mask.includes("A")
  );
}
