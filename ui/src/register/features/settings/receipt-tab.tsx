import { textOf } from "@/register/api/errors";
import { TextArea } from "@/kit/components/text-area";
import { useTranslate } from "@/kit/i18n/language";
import type { TabProps } from "./settings-tabs";

/** The shop's own lines on every receipt. */
export function ReceiptTab({ draft }: TabProps) {
  const t = useTranslate();
  const { settings, change } = draft;
  const wrong = (field: string): string | undefined =>
    draft.isWrong(field) ? textOf(draft.error) : undefined;
  return (
    <div className="flex max-w-xl flex-col gap-6">
      <TextArea
        label={t("settings.receipt-header")}
        hint={t("settings.receipt-header-hint")}
        error={wrong("receipt_header")}
        maxLength={400}
        className="font-mono"
        testId="settings-receipt-header"
        value={settings.receipt_header}
        onValueChange={(receipt_header) => change({ receipt_header })}
      />
      <TextArea
        label={t("settings.receipt-footer")}
        hint={t("settings.receipt-footer-hint")}
        error={wrong("receipt_footer")}
        maxLength={400}
        className="font-mono"
        testId="settings-receipt-footer"
        value={settings.receipt_footer}
        onValueChange={(receipt_footer) => change({ receipt_footer })}
      />
    </div>
  );
}
