import { PrinterFields } from "@/register/printer/printer-fields";
import { useTranslate } from "@/kit/i18n/language";
import { StepPage } from "./step-page";
import type { StepProps } from "./use-wizard";

export function PrinterStep({ wizard }: StepProps) {
  const t = useTranslate();
  const { draft, change, problem } = wizard;
  return (
    <StepPage title={t("setup.printer-title")} hint={t("setup.printer-hint")}>
      <PrinterFields
        autoFocus
        printer={draft.printer}
        targetError={problem === undefined ? undefined : t(problem.message)}
        onChange={(printer) => change({ ...draft, printer })}
      />
    </StepPage>
  );
}
