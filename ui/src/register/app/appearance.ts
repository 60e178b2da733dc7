import type { StatusView, Theme } from "@/register/api/bindings";
import { isLanguage, languageFor, setLanguage } from "@/kit/i18n/language";
import { setSoundVolume } from "@/kit/sound/sound";

const REMEMBERED_THEME = "kasapro.theme";
const REMEMBERED_LANGUAGE = "kasapro.language";

/**
 * Shows theme and language of the last start at once: a dark shop never flashes white, and a
 * ledger that does not open says so in the shop's language, or else in the desktop's.
 */
export function applyRememberedLook(): void {
  applyTheme((localStorage.getItem(REMEMBERED_THEME) ?? "system") as Theme);
  const remembered = localStorage.getItem(REMEMBERED_LANGUAGE);
  setLanguage(isLanguage(remembered) ? remembered : languageFor(navigator.language));
}

/** Language, colours, letter size and loudness, as the settings say. */
export function applyAppearance(status: StatusView): void {
  setLanguage(status.language);
  setSoundVolume(status.sound_volume / 100);
  applyTheme(status.theme);
  localStorage.setItem(REMEMBERED_THEME, status.theme);
  localStorage.setItem(REMEMBERED_LANGUAGE, status.language);
  // 87 stands for 87.5: the setting is a whole number.
  const percent =
    status.text_scale === 87 ? 87.5 : status.text_scale === 112 ? 112.5 : status.text_scale;
  document.documentElement.style.setProperty("--text-scale", `${percent}%`);
}

const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
let chosen: Theme = "system";

prefersDark.addEventListener("change", () => applyTheme(chosen));

function applyTheme(theme: Theme): void {
  chosen = theme;
  const dark = theme === "dark" || (theme === "system" && prefersDark.matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}
