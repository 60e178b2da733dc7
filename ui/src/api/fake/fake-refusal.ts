import { ApiError } from "../api-error";
import type { ErrorCode, ErrorDetails } from "../bindings";

const NO_DETAILS: ErrorDetails = {
  permission: null,
  retry_at_ms: null,
  field: null,
  amount_cents: null,
  missing: [],
  path: null,
};

/** Refuses as Rust would. */
export function refuse(code: ErrorCode, details: Partial<ErrorDetails> = {}): never {
  throw new ApiError({ code, message: code, details: { ...NO_DETAILS, ...details } });
}
