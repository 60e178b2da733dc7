import i18next from "i18next";
import { create } from "zustand";
import { MESSAGES, type Locale, type MessageKey } from "./catalogue";

interface LanguageState {
  readonly language: Locale;
}

const useLanguageStore = create<LanguageState>(() => ({ language: "id" }));

const texts = i18next.createInstance();
// The texts are part of the program: nothing is loaded, so this is done before it returns.
void texts.init({
  initAsync: false,
  lng: "id",
  fallbackLng: false,
  resources: { id: { translation: MESSAGES.id }, en: { translation: MESSAGES.en } },
  keySeparator: false,
  nsSeparator: false,
  // React escapes what it shows.
  interpolation: { prefix: "{", suffix: "}", escapeValue: false },
});

/** Whether a text names a language there is. */
export function isLanguage(text: string | null): text is Locale {
  return text === "id" || text === "en";
}

/** The language for a desktop whose own is this one, such as `en-GB`. */
export function languageFor(tag: string): Locale {
  return /^en\b/i.test(tag) ? "en" : "id";
}

/** Shows everything in another language from now on. */
export function setLanguage(language: Locale): void {
  document.documentElement.lang = language;
  useLanguageStore.setState({ language });
}

/** The language shown now. */
export function useLanguage(): Locale {
  return useLanguageStore((state) => state.language);
}

/** Values for the `{name}` places of a message; `count` chooses its plural form. */
export type MessageValues = Readonly<Record<string, string | number>>;

export type Translate = (key: MessageKey, values?: MessageValues) => string;

const inLanguage = (language: Locale): Translate => {
  const text = texts.getFixedT(language);
  return (key, values) => text(key, values ?? {});
};

const TRANSLATE: Readonly<Record<Locale, Translate>> = {
  id: inLanguage("id"),
  en: inLanguage("en"),
};

/** The text of a message in a language that need not be the one shown. */
export function translateTo(language: Locale, key: MessageKey, values?: MessageValues): string {
  return TRANSLATE[language](key, values);
}

/** Whether there is such a message, for keys made from what Rust names. */
export function isMessage(key: string): key is MessageKey {
  return texts.exists(key, { lng: "id", count: 0 });
}

/** The text of a message in the language shown; the function changes only with the language. */
export function useTranslate(): Translate {
  return TRANSLATE[useLanguage()];
}

/** The text of a message outside a component. */
export function translate(key: MessageKey, values?: MessageValues): string {
  return TRANSLATE[useLanguageStore.getState().language](key, values);
}
