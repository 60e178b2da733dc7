import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "@/register/api/client";
import { textOf } from "@/register/api/errors";
import { NewRecoveryCode } from "@/register/recovery/new-recovery-code";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { Spinner } from "@/kit/components/progress";
import { useTranslate } from "@/kit/i18n/language";
import { StepPage } from "./step-page";

/** The shop is there: its recovery code, once. */
export function RecoveryPage({
  storeName,
  onDone,
}: {
  readonly storeName: string;
  readonly onDone: () => void;
}) {
  const t = useTranslate();
  const { data, error, mutate } = useMutation({ mutationFn: () => api.recoveryCodeNew() });
  useEffect(() => mutate(), [mutate]);
  return (
    <main
      data-testid="setup-recovery"
      className="flex h-full flex-col items-center overflow-y-auto px-12 py-10"
    >
      <StepPage title={t("recovery.new-title")} hint={t("recovery.new-hint")}>
        {data !== undefined && (
          <NewRecoveryCode made={data} storeName={storeName} onKept={onDone} />
        )}
        {data === undefined && error === null && <Spinner label={t("recovery.making")} />}
        {error !== null && (
          <Banner
            tone="danger"
            title={textOf(error)}
            testId="setup-recovery-error"
            actions={
              <>
                <Button onClick={() => mutate()}>{t("shell.retry")}</Button>
                <Button data-testid="setup-recovery-later" onClick={onDone}>
                  {t("recovery.later")}
                </Button>
              </>
            }
          />
        )}
      </StepPage>
    </main>
  );
}
