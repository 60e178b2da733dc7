import type { JoinInput, KeyringState, Language, SetupInput } from "@/register/api/bindings";
import type { MessageKey } from "@/kit/i18n/catalogue";
import { translateTo } from "@/kit/i18n/language";
import { isCodeWhole } from "@/register/enrolment/code-text";
import { usernameFrom } from "@/kit/lib/username-from";

/** A shop that begins here, or one that a server has already. */
export type Start = "new" | "join";

/** What was typed so far; going back loses nothing of it. */
export interface SetupDraft extends SetupInput {
  readonly start: Start;
  readonly server_url: string;
  readonly code: string;
}

export const STEPS = [
  "language",
  "server",
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

/** What is asked of a register that joins; everything else comes from the server. */
const JOIN_STEPS: readonly StepId[] = [
  "language",
  "server",
  "register",
  "printer",
  "key",
  "summary",
];

/** The pages of the wizard: the one about the key only where there is no keyring. */
export function stepsFor(keyring: KeyringState, start: Start): readonly StepId[] {
  const steps = start === "join" ? JOIN_STEPS : STEPS.filter((step) => step !== "server");
  return steps.filter((step) => step !== "key" || keyring === "missing");
}

export function emptyDraft(language: Language): SetupDraft {
  return {
    start: "new",
    server_url: "",
    code: "",
    language,
    store_name: "",
    address: "",
    phone: "",
    currency: "IDR",
    owner_name: "",
    owner_username: "",
    pin: "",
    register_name: translateTo(language, "setup.register-default"),
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

const DEFAULT_NAME = {
  new: "setup.register-default",
  join: "setup.register-default-join",
} as const;

const defaultName = ({ language, start }: Pick<SetupDraft, "language" | "start">): string =>
  translateTo(language, DEFAULT_NAME[start]);

/** The draft with a change of language or start; a register name nobody chose follows. */
export function begunAs(
  draft: SetupDraft,
  change: Partial<Pick<SetupDraft, "language" | "start">>,
): SetupDraft {
  const changed = { ...draft, ...change };
  const isDefault = draft.register_name === defaultName(draft);
  return { ...changed, register_name: isDefault ? defaultName(changed) : draft.register_name };
}

/** What Rust is told of a new shop. */
export function setupInput(draft: SetupDraft): SetupInput {
  const { language, store_name, address, phone, currency, tax, catalog } = draft;
  const { owner_name, owner_username, pin, register_name, printer, use_key_file } = draft;
  const shop = { language, store_name, address, phone, currency, tax, catalog };
  return { ...shop, owner_name, owner_username, pin, register_name, printer, use_key_file };
}

/** What Rust is told of a register that joins. */
export function joinInput(draft: SetupDraft): JoinInput {
  const { server_url, code, register_name, printer, use_key_file } = draft;
  return { server_url: server_url.trim(), code, register_name, printer, use_key_file };
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
  if (step === "server" && draft.server_url.trim() === "") {
    return { field: "server_url", message: "enrolment.server-url-missing" };
  }
  if (step === "server" && !isCodeWhole(draft.code)) {
    return { field: "code", message: "enrolment.code-short" };
  }
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
