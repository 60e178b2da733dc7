import { ApiError } from "@/register/api/api-error";
import type { ErrorCode, ErrorDetails } from "@/register/api/bindings";

const NO_DETAILS: ErrorDetails = {
  permission: null,
  field: null,
  amount_cents: null,
  retry_at_ms: null,
  missing: [],
  path: null,
};

/** A refusal as the program sends it, for what cannot be brought about here. */
export function refusal(code: ErrorCode, details: Partial<ErrorDetails> = {}): ApiError {
  return new ApiError({
    code,
    message: `refused: ${code}`,
    details: { ...NO_DETAILS, ...details },
  });
}
