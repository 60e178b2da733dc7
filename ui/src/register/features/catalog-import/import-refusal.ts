import { isRefusal } from "@/register/api/api-error";
import { textOf } from "@/register/api/errors";
import { isMessage, type Translate } from "@/kit/i18n/language";

/** Why a file cannot be imported; missing columns go by the names this screen gives them. */
export function importRefusal(error: Error, t: Translate): string {
  if (!isRefusal(error, "import_columns_missing")) {
    return textOf(error);
  }
  const missing = error.details?.missing.map((field) => fieldName(field, t)) ?? [];
  return t("errors.import_columns_missing", { missing: missing.join(", ") });
}

function fieldName(field: string, t: Translate): string {
  const key = `catalog-import.field-${field}`;
  return isMessage(key) ? t(key) : field;
}
