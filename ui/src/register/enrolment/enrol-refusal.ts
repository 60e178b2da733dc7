import { isRefusal } from "@/register/api/api-error";

/** The field in which a refused enrolment can be mended, if it is one of the two. */
export function fieldOfRefusal(error: unknown): "server_url" | "code" | undefined {
  if (isRefusal(error, "sync_code_invalid")) {
    return "code";
  }
  const isAddress = isRefusal(
    error,
    "sync_url_invalid",
    "sync_url_not_secure",
    "sync_answer_unreadable",
  );
  return isAddress ? "server_url" : undefined;
}
