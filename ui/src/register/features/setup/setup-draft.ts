import type {
  JoinInput,
  KeyringState,
  Language,
  RestoreInput,
  SetupInput,
} from "@/register/api/bindings";
import type { MessageKey } from "@/kit/i18n/catalogue";
import { translateTo } from "@/kit/i18n/language";
import { isCodeWhole } from "@/register/enrolment/code-text";
import { isRecoveryCodeWhole } from "@/register/recovery/recovery-text";
import { usernameFrom } from "@/kit/lib/username-from";

/** A shop that begins here, one that a server has already, or one that comes from a backup. */
export type Start = "new" | "join" | "restore";

/** What was typed so far; going back loses nothing of it. */
export interface SetupDraft extends SetupInput {
  readonly start: Start;
  readonly server_url: string;
  readonly code: string;
  readonly backup_path: string;
  readonly recovery_code: string;
  /** Whether the program starts with the computer; `null` leaves the desktop as it is. */
  readonly autostart: boolean | null;
}

export const STEPS = [
  "language",
  "server",
  "backup",
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

/** What is asked when everything else is in the backup. */
const RESTORE_STEPS: readonly StepId[] = ["language", "backup", "key", "summary"];

const STEPS_OF: Readonly<Record<Start, readonly StepId[]>> = {
  new: STEPS.filter((step) => step !== "server" && step !== "backup"),
  join: JOIN_STEPS,
  restore: RESTORE_STEPS,
};

/** The pages of the wizard: the one about the key only where there is no keyring. */
export function stepsFor(keyring: KeyringState, start: Start): readonly StepId[] {
  return STEPS_OF[start].filter((step) => step !== "key" || keyring === "missing");
}

export function emptyDraft(language: Language): SetupDraft {
  return {
    start: "new",
    server_url: "",
    code: "",
    backup_path: "",
    recovery_code: "",
    autostart: null,
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
  restore: "setup.register-default",
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

/** What Rust is told of a shop that comes back. */
export function restoreInput(draft: SetupDraft): RestoreInput {
  const { backup_path, recovery_code, use_key_file } = draft;
  return { path: backup_path, recovery_code, use_key_file };
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
  if (step === "backup" && draft.backup_path === "") {
    return { field: "backup_path", message: "recovery.backup-missing" };
  }
  if (step === "backup" && !isRecoveryCodeWhole(draft.recovery_code)) {
    return { field: "recovery_code", message: "recovery.code-short" };
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
