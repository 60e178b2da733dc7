import { ChoiceCards } from "@/kit/components/choice-cards";
import { useTranslate } from "@/kit/i18n/language";
import { StepPage } from "./step-page";
import type { StepProps } from "./use-wizard";

const TAXES = ["none", "ppn_inclusive", "ppn_exclusive"] as const;

export function TaxStep({ wizard }: StepProps) {
  const t = useTranslate();
  return (
    <StepPage title={t("setup.tax-title")} hint={t("setup.tax-hint")}>
      <ChoiceCards
        label={t("setup.step-tax")}
        testId="setup-tax"
        autoFocus
        value={wizard.draft.tax}
        onValueChange={(tax) => wizard.change({ ...wizard.draft, tax })}
        choices={TAXES.map((tax) => ({
          value: tax,
          label: t(`setup.tax-${tax}`),
          hint: t(`setup.tax-${tax}-hint`),
        }))}
      />
    </StepPage>
  );
}
