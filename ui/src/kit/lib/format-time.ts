import type { Locale } from "@/kit/i18n/catalogue";

/*
 * Times of day and dates for reading. Web views carry different versions of the world's
 * formats, so these are written out here: the same text on every computer.
 */

const DAYS: Readonly<Record<Locale, readonly string[]>> = {
  id: ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
};

const MONTHS: Readonly<Record<Locale, readonly string[]>> = {
  id: "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(
    " ",
  ),
  en: "January February March April May June July August September October November December".split(
    " ",
  ),
};

const two = (value: number): string => String(value).padStart(2, "0");

/** `14.05` in Indonesian, `14:05` in English. */
export function formatClock(atMs: number, language: Locale): string {
  const at = new Date(atMs);
  return formatTimeOfDay(at.getHours() * 60 + at.getMinutes(), language);
}

/** A time of day in minutes after midnight, as `06.00` or `06:00`. */
export function formatTimeOfDay(minutes: number, language: Locale): string {
  const mark = language === "id" ? "." : ":";
  return `${two(Math.floor(minutes / 60))}${mark}${two(minutes % 60)}`;
}

/** `Minggu, 22 November 2026`. */
export function formatDay(atMs: number, language: Locale): string {
  const at = new Date(atMs);
  const day = DAYS[language][at.getDay()] ?? "";
  const month = MONTHS[language][at.getMonth()] ?? "";
  return `${day}, ${at.getDate()} ${month} ${at.getFullYear()}`;
}

/** `22 November 2026, 14.05`. */
export function formatDayAndClock(atMs: number, language: Locale): string {
  const at = new Date(atMs);
  const month = MONTHS[language][at.getMonth()] ?? "";
  return `${at.getDate()} ${month} ${at.getFullYear()}, ${formatClock(atMs, language)}`;
}

/** A wait as a countdown, `0:29` or `14:05`; nothing left is `0:00`. */
export function formatCountdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}

/** The clock alone for today, with the day before it for any other: `20 November, 14.05`. */
export function formatSince(atMs: number, nowMs: number, language: Locale): string {
  const at = new Date(atMs);
  if (at.toDateString() === new Date(nowMs).toDateString()) {
    return formatClock(atMs, language);
  }
  return `${at.getDate()} ${MONTHS[language][at.getMonth()] ?? ""}, ${formatClock(atMs, language)}`;
}

const UNITS = [
  { ms: 86_400_000, from: 2, id: "hari", one: "day", many: "days" },
  { ms: 3_600_000, from: 1, id: "jam", one: "hour", many: "hours" },
  { ms: 60_000, from: 1, id: "menit", one: "minute", many: "minutes" },
  { ms: 1000, from: 0, id: "detik", one: "second", many: "seconds" },
] as const;

/** A span in its largest unit: `2 jam`, `3 minutes`; days begin at two of them. */
export function formatAge(spanMs: number, language: Locale): string {
  const span = Math.max(0, spanMs);
  const unit = UNITS.find((one) => span >= one.ms * one.from) ?? UNITS[3];
  const count = Math.floor(span / unit.ms);
  return `${count} ${language === "id" ? unit.id : count === 1 ? unit.one : unit.many}`;
}
