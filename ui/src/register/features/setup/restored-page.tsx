import type { ReceiptMark, RestoreView } from "@/register/api/bindings";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { useLanguage, useTranslate } from "@/kit/i18n/language";
import { formatDayAndClock } from "@/kit/lib/format-time";
import { StepPage } from "./step-page";

/** What came back, and what is known to be missing. */
export function RestoredPage({
  restored,
  onDone,
}: {
  readonly restored: RestoreView;
  readonly onDone: () => void;
}) {
  const t = useTranslate();
  const language = useLanguage();
  const receipt = (mark: ReceiptMark | null): string =>
    mark === null ? "–" : `${mark.receipt_number} · ${formatDayAndClock(mark.at_ms, language)}`;
  const lines = [
    [t("recovery.restored-transactions"), String(restored.transactions)],
    [t("recovery.restored-products"), String(restored.products)],
    [t("recovery.restored-users"), String(restored.users)],
    [t("recovery.restored-last"), receipt(restored.last_receipt)],
    [t("recovery.restored-next"), restored.next_receipt_number],
  ] as const;
  const last = restored.missing?.last_receipt ?? null;
  return (
    <main
      data-testid="setup-restored"
      className="flex h-full flex-col items-center overflow-y-auto px-12 py-10"
    >
      <StepPage
        title={t("recovery.restored-title", { shop: restored.store_name })}
        hint={t("recovery.restored-hint")}
      >
        <dl className="grid grid-cols-[auto_1fr] gap-x-8 gap-y-2 rounded-panel border border-hairline bg-surface p-6">
          {lines.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="font-semibold tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
        <Banner
          tone={restored.missing === null ? "notice" : "warn"}
          title={t("recovery.restored-missing")}
          testId="setup-restored-missing"
        >
          {last !== null && (
            <p>
              {t("recovery.restored-missing-last", {
                number: last.receipt_number,
                time: formatDayAndClock(last.at_ms, language),
              })}
            </p>
          )}
          <p>
            {t(
              restored.has_server
                ? "recovery.restored-missing-server"
                : "recovery.restored-missing-alone",
            )}
          </p>
        </Banner>
        <Button
          autoFocus
          variant="primary"
          size="register"
          className="self-start"
          data-testid="setup-restored-continue"
          onClick={onDone}
        >
          {t("recovery.restored-continue")}
        </Button>
      </StepPage>
    </main>
  );
}
