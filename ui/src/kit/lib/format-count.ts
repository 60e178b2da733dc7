import type { Language } from "@/kit/i18n/catalogue";

/** A number of things: `100.000` in Indonesian, `100,000` in English. */
export function formatCount(count: number, language: Language): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, language === "id" ? "." : ",");
}
