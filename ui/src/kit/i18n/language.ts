import { create } from "zustand";
import { MESSAGES, type Language, type MessageKey } from "./catalogue";
import { fillPlaceholders, type MessageValues } from "./placeholders";

interface LanguageState {
  readonly language: Language;
}

const useLanguageStore = create<LanguageState>(() => ({ language: "id" }));

/** Whether a text names a language there is. */
export function isLanguage(text: string | null): text is Language {
  return text === "id" || text === "en";
}

/** The language for a desktop whose own is this one, such as `en-GB`. */
export function languageFor(tag: string): Language {
  return /^en\b/i.test(tag) ? "en" : "id";
}

/** Shows everything in another language from now on. */
export function setLanguage(language: Language): void {
  document.documentElement.lang = language;
  useLanguageStore.setState({ language });
}

/** The language shown now. */
export function useLanguage(): Language {
  return useLanguageStore((state) => state.language);
}

export type Translate = (key: MessageKey, values?: MessageValues) => string;

const TRANSLATE: Readonly<Record<Language, Translate>> = {
  id: (key, values) => fillPlaceholders(MESSAGES.id[key], values),
  en: (key, values) => fillPlaceholders(MESSAGES.en[key], values),
};

/** The text of a message in the language shown; the function changes only with the language. */
export function useTranslate(): Translate {
  return TRANSLATE[useLanguage()];
}

/** The text of a message outside a component. */
export function translate(key: MessageKey, values?: MessageValues): string {
  return TRANSLATE[useLanguageStore.getState().language](key, values);
}
