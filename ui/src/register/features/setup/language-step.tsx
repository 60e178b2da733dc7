import { DatabaseBackup, MonitorSmartphone, Store } from "lucide-react";
import { ChoiceCards } from "@/kit/components/choice-cards";
import { useTranslate } from "@/kit/i18n/language";
import { begunAs } from "./setup-draft";
import { StepPage } from "./step-page";
import type { StepProps } from "./use-wizard";

/** The language, and whether a shop begins here or this is one more register of it. */
export function LanguageStep({ wizard }: StepProps) {
  const t = useTranslate();
  const { draft, change } = wizard;
  return (
    <StepPage title={t("setup.language-title")} hint={t("setup.language-hint")}>
      <section className="flex flex-col gap-2">
        <h3 className="text-register">{t("setup.language-group")}</h3>
        <ChoiceCards
          label={t("setup.language-group")}
          testId="setup-language"
          columns={2}
          autoFocus
          value={draft.language}
          onValueChange={(language) => change(begunAs(draft, { language }))}
          choices={[
            { value: "id", label: t("setup.language-id") },
            { value: "en", label: t("setup.language-en") },
          ]}
        />
      </section>
      <section className="flex flex-col gap-2">
        <h3 className="text-register">{t("setup.start")}</h3>
        <ChoiceCards
          label={t("setup.start")}
          testId="setup-start"
          value={draft.start}
          onValueChange={(start) => change(begunAs(draft, { start }))}
          choices={[
            {
              value: "new",
              label: t("setup.start-new"),
              hint: t("setup.start-new-hint"),
              icon: <Store aria-hidden />,
            },
            {
              value: "join",
              label: t("setup.start-join"),
              hint: t("setup.start-join-hint"),
              icon: <MonitorSmartphone aria-hidden />,
            },
            {
              value: "restore",
              label: t("setup.start-restore"),
              hint: t("setup.start-restore-hint"),
              icon: <DatabaseBackup aria-hidden />,
            },
          ]}
        />
      </section>
    </StepPage>
  );
}
