import type { Locale } from "@/kit/i18n/catalogue";

/** A count with the marks of the language: `1.240` or `1,240`. */
export function formatCount(count: number, language: Locale): string {
  return new Intl.NumberFormat(language).format(count);
}
