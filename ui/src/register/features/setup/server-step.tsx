import { ServerFields } from "@/register/enrolment/server-fields";
import { useTranslate } from "@/kit/i18n/language";
import { StepPage } from "./step-page";
import type { StepProps } from "./use-wizard";

/** Where the shop is, and the code that its owner made for this register. */
export function ServerStep({ wizard }: StepProps) {
  const t = useTranslate();
  const { draft, change, problem } = wizard;
  const wrong = (field: "server_url" | "code"): string | undefined =>
    problem?.field === field ? t(problem.message) : undefined;
  return (
    <StepPage title={t("setup.server-title")} hint={t("setup.server-hint")}>
      <ServerFields
        autoFocus
        value={draft}
        onChange={(typed) => change({ ...draft, ...typed })}
        codeLabel={t("setup.server-code")}
        urlError={wrong("server_url")}
        codeError={wrong("code")}
      />
    </StepPage>
  );
}
