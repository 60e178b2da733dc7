import { ApiError } from "@/register/api/api-error";
import type { ErrorCode } from "@/register/api/bindings";
import { fieldOfRefusal } from "@/register/enrolment/enrol-refusal";
import type { StepId } from "./setup-draft";

const PAGE_OF_CODE: Readonly<Partial<Record<ErrorCode, StepId>>> = {
  username_invalid: "owner",
  pin_invalid: "pin",
  pin_taken: "pin",
  sync_register_name_taken: "register",
  recovery_code_invalid: "backup",
  recovery_code_wrong: "backup",
  recovery_code_missing: "backup",
  backup_damaged: "backup",
};

const PAGE_OF_FIELD: Readonly<Record<string, StepId>> = {
  store_name: "shop",
  address: "shop",
  phone: "shop",
  currency: "shop",
  owner_name: "owner",
  register_name: "register",
  "printer.target": "printer",
  "printer.columns": "printer",
};

/** The page on which a refusal can be mended; the summary when there is none. */
export function pageOf(error: Error): StepId {
  if (!(error instanceof ApiError)) {
    return "summary";
  }
  if (fieldOfRefusal(error) !== undefined) {
    return "server";
  }
  return PAGE_OF_CODE[error.code] ?? PAGE_OF_FIELD[error.details?.field ?? ""] ?? "summary";
}
