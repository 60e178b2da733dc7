import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import { withOwnerName } from "./setup-draft";
import { StepPage } from "./step-page";
import type { StepProps } from "./use-wizard";

export function OwnerStep({ wizard }: StepProps) {
  const t = useTranslate();
  const { draft, change, problem } = wizard;
  return (
    <StepPage title={t("setup.owner-title")} hint={t("setup.owner-hint")}>
      <TextField
        label={t("setup.owner-name")}
        autoFocus
        maxLength={80}
        value={draft.owner_name}
        error={problem?.field === "owner_name" ? t(problem.message) : undefined}
        data-testid="setup-owner-name"
        onValueChange={(name) => change(withOwnerName(draft, name))}
      />
      <TextField
        label={t("setup.owner-username")}
        hint={t("setup.owner-username-hint")}
        maxLength={40}
        value={draft.owner_username}
        error={problem?.field === "owner_username" ? t(problem.message) : undefined}
        data-testid="setup-owner-username"
        onValueChange={(owner_username) => change({ ...draft, owner_username })}
      />
    </StepPage>
  );
}
