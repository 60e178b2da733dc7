import { ChoiceCards } from "@/kit/components/choice-cards";
import { useTranslate } from "@/kit/i18n/language";
import { StepPage } from "./step-page";
import type { StepProps } from "./use-wizard";

const CATALOGS = ["empty", "sample"] as const;

export function CatalogStep({ wizard }: StepProps) {
  const t = useTranslate();
  return (
    <StepPage title={t("setup.catalog-title")} hint={t("setup.catalog-hint")}>
      <ChoiceCards
        label={t("setup.step-catalog")}
        testId="setup-catalog"
        autoFocus
        value={wizard.draft.catalog}
        onValueChange={(catalog) => wizard.change({ ...wizard.draft, catalog })}
        choices={CATALOGS.map((catalog) => ({
          value: catalog,
          label: t(`setup.catalog-${catalog}`),
          hint: t(`setup.catalog-${catalog}-hint`),
        }))}
      />
    </StepPage>
  );
}
