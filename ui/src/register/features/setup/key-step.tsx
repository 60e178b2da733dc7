import { useQueryClient } from "@tanstack/react-query";
import { setupStatusQuery } from "@/register/api/queries";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { Switch } from "@/kit/components/switch";
import { useTranslate } from "@/kit/i18n/language";
import { StepPage } from "./step-page";
import type { StepProps } from "./use-wizard";

/** No keyring here: what a key file means, and whether the owner wants it. */
export function KeyStep({ wizard, status }: StepProps) {
  const t = useTranslate();
  const client = useQueryClient();
  const { draft, change, problem } = wizard;
  return (
    <StepPage title={t("setup.key-title")} hint={t("setup.key-missing")}>
      <p>{t("setup.key-explain")}</p>
      <Banner tone="warn" title={t("setup.key-risk")} testId="setup-key-warning">
        {t("setup.key-lost")}
      </Banner>
      <p>
        <span className="font-semibold">{t("setup.key-folder")}: </span>
        <span data-selectable className="break-all">
          {status.data_dir}
        </span>
      </p>
      <Switch
        label={t("setup.key-consent")}
        autoFocus
        checked={draft.use_key_file}
        testId="setup-key-consent"
        onCheckedChange={(use_key_file) => change({ ...draft, use_key_file })}
      />
      {problem !== undefined && (
        <p role="alert" data-testid="setup-key-problem" className="font-semibold text-danger">
          {t(problem.message)}
        </p>
      )}
      <Button
        className="self-start"
        data-testid="setup-key-retry"
        onClick={() => void client.invalidateQueries({ queryKey: setupStatusQuery.queryKey })}
      >
        {t("setup.key-retry")}
      </Button>
    </StepPage>
  );
}
