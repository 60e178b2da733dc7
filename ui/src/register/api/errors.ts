import type { MessageKey } from "@/kit/i18n/catalogue";
import { translate } from "@/kit/i18n/language";
import { ApiError } from "./api-error";
import type { ErrorCode } from "./bindings";

/** What a refusal means to a person, in the language shown. */
export function textOf(error: unknown): string {
  if (!(error instanceof ApiError)) {
    return translate("errors.internal");
  }
  const code: ErrorCode = error.code;
  const key: MessageKey = `errors.${code}`;
  const details = error.details;
  return translate(key, {
    missing: details?.missing.join(", ") ?? "",
    path: details?.path ?? "",
    time: clockTime(details?.retry_at_ms ?? null),
  });
}

/** The time of day of an instant, `14:05:30`. */
function clockTime(atMs: number | null): string {
  return atMs === null ? "" : new Date(atMs).toTimeString().slice(0, 8);
}
