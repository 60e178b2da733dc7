import type { ErrorCode } from "@/register/api/bindings";
import type { MessageKey } from "@/kit/i18n/catalogue";
import { isMessage } from "@/kit/i18n/language";

/** What there is advice about. */
export type Advice =
  | "wrong-key"
  | "key-missing"
  | "busy"
  | "newer"
  | "corrupted"
  | "disk-full"
  | "read-only"
  | "keyring"
  | "other";

const ADVICE: Readonly<Partial<Record<ErrorCode, Advice>>> = {
  ledger_wrong_key: "wrong-key",
  ledger_key_missing: "key-missing",
  ledger_busy: "busy",
  ledger_newer: "newer",
  ledger_corrupted: "corrupted",
  disk_full: "disk-full",
  ledger_read_only: "read-only",
  keyring_missing: "keyring",
};

/** The advice for a refusal; for what should not happen there is some too. */
export function adviceFor(code: ErrorCode | undefined): Advice {
  return (code && ADVICE[code]) ?? "other";
}

/** The steps of an advice, in their order. */
export function stepsOf(advice: Advice): readonly MessageKey[] {
  return [1, 2, 3].map((step) => `start-failure.${advice}-${step}`).filter(isMessage);
}
