import type { CodePage, CurrencyView } from "@/register/api/bindings";
import type { SelectOption } from "@/kit/components/select";
import type { Locale } from "@/kit/i18n/catalogue";
import type { Translate } from "@/kit/i18n/language";
import { decimalMark } from "@/kit/i18n/decimal-mark";
import { formatTimeOfDay } from "@/kit/lib/format-time";

type SettingOption = SelectOption<string>;

/** The sets of letters a receipt printer may have; the first is in all of them. */
export const CODE_PAGES: readonly CodePage[] = [
  "pc437",
  "pc850",
  "pc852",
  "pc858",
  "wpc1252",
  "pc862",
];

/** A list of choices that always holds what is set now, whoever set it. */
function including(
  options: readonly SettingOption[],
  value: number,
  label: string,
): readonly SettingOption[] {
  const isKnown = options.some((option) => option.value === String(value));
  if (isKnown) {
    return options;
  }
  const place = options.findIndex((option) => Number(option.value) > value);
  const added = { value: String(value), label };
  return place < 0 ? [...options, added] : options.toSpliced(place, 0, added);
}

/** Midnight to six in the morning. */
export function cutoffOptions(now: number, language: Locale): readonly SettingOption[] {
  const label = (minutes: number): string => formatTimeOfDay(minutes, language);
  const hours = [0, 60, 120, 180, 240, 300, 360];
  const options = hours.map((minutes) => ({ value: String(minutes), label: label(minutes) }));
  return including(options, now, label(now));
}

export function autoLockOptions(now: number, t: Translate): readonly SettingOption[] {
  const label = (minutes: number): string =>
    minutes === 0 ? t("settings.auto-lock-0") : t("settings.auto-lock-minutes", { count: minutes });
  const options = [1, 2, 5, 10, 15, 30, 60, 0];
  return including(
    options.map((minutes) => ({ value: String(minutes), label: label(minutes) })),
    now,
    label(now),
  );
}

const VOLUMES = [0, 30, 60, 100] as const;

export function volumeOptions(now: number, t: Translate): readonly SettingOption[] {
  const options = VOLUMES.map((percent) => ({
    value: String(percent),
    label: t(`settings.sound-${percent}`),
  }));
  return including(options, now, t("settings.sound-other", { percent: now }));
}

/** Steps of cash rounding that shops use, in minor units. */
const RUPIAH_STEPS = [5000, 10_000, 20_000, 50_000, 100_000] as const;
const HUNDREDTH_STEPS = [5, 10, 50, 100] as const;

export function roundingSteps(
  currency: CurrencyView,
  now: number,
  language: Locale,
): readonly SettingOption[] {
  const rupiah = currency.code === "IDR";
  const label = (cents: number): string =>
    rupiah ? `Rp ${grouped(cents / 100, language)}` : hundredths(cents, language);
  const steps = rupiah ? RUPIAH_STEPS : HUNDREDTH_STEPS;
  const options = steps.map((cents) => ({ value: String(cents), label: label(cents) }));
  return now > 0 ? including(options, now, label(now)) : options;
}

function grouped(whole: number, language: Locale): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, language === "id" ? "." : ",");
}

function hundredths(cents: number, language: Locale): string {
  return (cents / 100).toFixed(2).replace(".", decimalMark(language));
}
