import type { CodePage, CurrencyView } from "@/api/bindings";
import type { SelectOption } from "@/components/select";
import type { Translate } from "@/i18n/language";

type Option = SelectOption<string>;

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
function including(options: readonly Option[], value: number, label: string): readonly Option[] {
  const isKnown = options.some((option) => option.value === String(value));
  return isKnown ? options : [...options, { value: String(value), label }];
}

function clock(minutes: number): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}.${two(minutes % 60)}`;
}

/** Midnight to six in the morning. */
export function cutoffOptions(now: number): readonly Option[] {
  const hours = [0, 60, 120, 180, 240, 300, 360];
  const options = hours.map((minutes) => ({ value: String(minutes), label: clock(minutes) }));
  return including(options, now, clock(now));
}

export function autoLockOptions(now: number, t: Translate): readonly Option[] {
  const label = (minutes: number): string =>
    minutes === 0 ? t("settings.auto-lock-0") : t("settings.auto-lock-minutes", { minutes });
  const options = [1, 2, 5, 10, 15, 30, 60, 0];
  return including(
    options.map((minutes) => ({ value: String(minutes), label: label(minutes) })),
    now,
    label(now),
  );
}

const VOLUMES = [0, 30, 60, 100] as const;

export function volumeOptions(now: number, t: Translate): readonly Option[] {
  const options = VOLUMES.map((percent) => ({
    value: String(percent),
    label: t(`settings.sound-${percent}`),
  }));
  return including(options, now, t("settings.sound-other", { percent: now }));
}

/** Steps of cash rounding that shops use, in minor units with their text. */
const RUPIAH_STEPS: readonly Option[] = [
  { value: "5000", label: "Rp 50" },
  { value: "10000", label: "Rp 100" },
  { value: "20000", label: "Rp 200" },
  { value: "50000", label: "Rp 500" },
  { value: "100000", label: "Rp 1.000" },
];

const HUNDREDTH_STEPS: readonly Option[] = [
  { value: "5", label: "0,05" },
  { value: "10", label: "0,10" },
  { value: "50", label: "0,50" },
  { value: "100", label: "1,00" },
];

export function roundingSteps(currency: CurrencyView, now: number): readonly Option[] {
  const options = currency.code === "IDR" ? RUPIAH_STEPS : HUNDREDTH_STEPS;
  return now > 0 ? including(options, now, String(now)) : options;
}
