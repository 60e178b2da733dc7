import type { SetupStatus } from "@/register/api/bindings";
import { useTranslate, type Translate } from "@/kit/i18n/language";
import type { SetupDraft, StepId } from "./setup-draft";
import { StepPage } from "./step-page";
import type { StepProps } from "./use-wizard";

const SUMMARY = {
  new: "summary",
  join: "join-summary",
  restore: "restore-summary",
} as const;

/** Everything at a glance; a press on a row goes back to its page. */
export function SummaryStep({ wizard, status }: StepProps) {
  const t = useTranslate();
  return (
    <StepPage
      title={t(`setup.${SUMMARY[wizard.draft.start]}-title`)}
      hint={t(`setup.${SUMMARY[wizard.draft.start]}-hint`)}
    >
      <ul className="overflow-hidden rounded-panel border border-hairline bg-surface">
        {wizard.steps
          .filter((step) => step !== "summary")
          .map((step) => (
            <li key={step} className="border-b border-hairline last:border-b-0">
              <button
                type="button"
                data-testid={`setup-summary-${step}`}
                className="ring-inset-focus flex min-h-touch w-full items-center gap-4 px-4 py-2 text-left hover:bg-sunken"
                onClick={() => wizard.goTo(step)}
              >
                <span className="w-40 shrink-0 text-muted">{t(`setup.step-${step}`)}</span>
                <span className="min-w-0 flex-1 truncate font-semibold">
                  {answerOf(step, wizard.draft, status, t)}
                </span>
                <span className="text-meta text-primary">{t("setup.summary-change")}</span>
              </button>
            </li>
          ))}
      </ul>
    </StepPage>
  );
}

function answerOf(step: StepId, draft: SetupDraft, status: SetupStatus, t: Translate): string {
  switch (step) {
    case "language":
      return `${t(`setup.language-${draft.language}`)} · ${t(`setup.start-${draft.start}`)}`;
    case "server":
      return `${draft.server_url} · ${draft.code}`;
    case "backup":
      return draft.backup_path;
    case "shop":
      return [draft.store_name, draft.address, draft.phone, draft.currency]
        .filter((part) => part.trim() !== "")
        .join(" · ");
    case "tax":
      return t(`setup.tax-${draft.tax}`);
    case "owner":
      return `${draft.owner_name} (${draft.owner_username})`;
    case "pin":
      return "•".repeat(draft.pin.length);
    case "register":
      return [draft.register_name, draft.autostart === true ? t("desktop.autostart") : ""]
        .filter(Boolean)
        .join(" · ");
    case "catalog":
      return t(`setup.catalog-${draft.catalog}`);
    case "printer":
      return [t(`printer.${draft.printer.kind}`), draft.printer.target].filter(Boolean).join(" · ");
    case "key":
      return status.data_dir;
    case "summary":
      return "";
  }
}
