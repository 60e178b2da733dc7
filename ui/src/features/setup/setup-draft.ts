import type { KeyringState, Language, SetupInput } from "@/api/bindings";
import type { MessageKey } from "@/i18n/catalogue";
import { MESSAGES } from "@/i18n/catalogue";
import { usernameFrom } from "@/lib/username-from";

/** What was typed so far; going back loses nothing of it. */
export type SetupDraft = SetupInput;

export const STEPS = [
  "language",
  "shop",
  "tax",
  "owner",
  "pin",
  "register",
  "catalog",
  "printer",
  "key",
  "summary",
] as const;

export type StepId = (typeof STEPS)[number];

/** The pages of the wizard: the one about the key only where there is no keyring. */
export function stepsFor(keyring: KeyringState): readonly StepId[] {
  return STEPS.filter((step) => step !== "key" || keyring === "missing");
}

export function emptyDraft(language: Language): SetupDraft {
  return {
    language,
    store_name: "",
    address: "",
    phone: "",
    currency: "IDR",
    owner_name: "",
    owner_username: "",
    pin: "",
    register_name: MESSAGES[language]["setup.register-default"],
    tax: "none",
    catalog: "empty",
    printer: {
      kind: "none",
      target: "",
      columns: 32,
      cut: true,
      kick_drawer: true,
      drawer_pin: 2,
      code_page: "pc437",
    },
    use_key_file: false,
  };
}

/** The draft in another language; a register name nobody chose follows. */
export function inLanguage(draft: SetupDraft, language: Language): SetupDraft {
  const isDefault = draft.register_name === MESSAGES[draft.language]["setup.register-default"];
  const register_name = isDefault
    ? MESSAGES[language]["setup.register-default"]
    : draft.register_name;
  return { ...draft, language, register_name };
}

/** The draft with another owner; a username nobody chose follows the name. */
export function withOwnerName(draft: SetupDraft, owner_name: string): SetupDraft {
  const isDerived = draft.owner_username === usernameFrom(draft.owner_name);
  const owner_username = isDerived ? usernameFrom(owner_name) : draft.owner_username;
  return { ...draft, owner_name, owner_username };
}

/** A field that keeps a page from being left, and why. */
export interface StepProblem {
  readonly field: keyof SetupDraft;
  readonly message: MessageKey;
}

/** What is missing on a page. Rust checks everything again. */
export function problemOf(step: StepId, draft: SetupDraft): StepProblem | undefined {
  if (step === "shop" && draft.store_name.trim() === "") {
    return { field: "store_name", message: "setup.store-name-missing" };
  }
  if (step === "owner" && draft.owner_name.trim() === "") {
    return { field: "owner_name", message: "setup.owner-name-missing" };
  }
  if (step === "owner" && !/^[\p{L}\p{N}._-]+$/u.test(draft.owner_username.trim())) {
    return { field: "owner_username", message: "setup.owner-username-invalid" };
  }
  if (step === "pin" && draft.pin === "") {
    return { field: "pin", message: "setup.pin-missing" };
  }
  if (step === "register" && draft.register_name.trim() === "") {
    return { field: "register_name", message: "setup.register-missing" };
  }
  if (step === "printer" && draft.printer.kind !== "none" && draft.printer.target.trim() === "") {
    return { field: "printer", message: "printer.target-missing" };
  }
  if (step === "key" && !draft.use_key_file) {
    return { field: "use_key_file", message: "setup.key-consent-missing" };
  }
  return undefined;
}
