import { ChoiceCards } from "@/components/choice-cards";
import { useTranslate } from "@/i18n/language";
import { inLanguage } from "./setup-draft";
import { StepPage } from "./step-page";
import type { StepProps } from "./use-wizard";

export function LanguageStep({ wizard }: StepProps) {
  const t = useTranslate();
  return (
    <StepPage title={t("setup.language-title")} hint={t("setup.language-hint")}>
      <ChoiceCards
        label={t("setup.step-language")}
        testId="setup-language"
        autoFocus
        value={wizard.draft.language}
        onValueChange={(language) => wizard.change(inLanguage(wizard.draft, language))}
        choices={[
          { value: "id", label: t("setup.language-id") },
          { value: "en", label: t("setup.language-en") },
        ]}
      />
    </StepPage>
  );
}
