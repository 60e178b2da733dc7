import type { Locale } from "./catalogue";

/** What stands before the decimals: `1,5` in Indonesian, `1.5` in English. */
export function decimalMark(language: Locale): "," | "." {
  return language === "id" ? "," : ".";
}
