import { useQuery } from "@tanstack/react-query";
import { autostartQuery } from "@/register/api/queries";
import { Switch } from "@/kit/components/switch";
import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import { StepPage } from "./step-page";
import type { StepProps } from "./use-wizard";

export function RegisterStep({ wizard }: StepProps) {
  const t = useTranslate();
  const { draft, change, problem } = wizard;
  // Where the desktop does not say, nothing is asked.
  const startsNow = useQuery(autostartQuery).data;
  return (
    <StepPage title={t("setup.register-title")} hint={t("setup.register-hint")}>
      <TextField
        label={t("setup.register-name")}
        autoFocus
        maxLength={40}
        value={draft.register_name}
        error={problem === undefined ? undefined : t(problem.message)}
        data-testid="setup-register-name"
        onFocus={(event) => event.target.select()}
        onValueChange={(register_name) => change({ ...draft, register_name })}
      />
      {startsNow !== undefined && (
        <Switch
          label={t("desktop.autostart")}
          hint={t("desktop.autostart-hint")}
          checked={draft.autostart ?? startsNow}
          testId="setup-autostart"
          onCheckedChange={(autostart) => change({ ...draft, autostart })}
        />
      )}
    </StepPage>
  );
}
