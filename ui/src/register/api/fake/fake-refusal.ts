import { ApiError } from "../api-error";
import type { ErrorDetails } from "../bindings";
import type { ErrorCode } from "../bindings";

const NO_DETAILS: ErrorDetails = {
  permission: null,
  retry_at_ms: null,
  field: null,
  amount_cents: null,
  missing: [],
  path: null,
};

/** A refusal as Rust would give it. */
export function refusal(code: ErrorCode, details: Partial<ErrorDetails> = {}): ApiError {
  return new ApiError({ code, message: code, details: { ...NO_DETAILS, ...details } });
}

/** Refuses as Rust would. */
export function refuse(code: ErrorCode, details: Partial<ErrorDetails> = {}): never {
  throw refusal(code, details);
}
