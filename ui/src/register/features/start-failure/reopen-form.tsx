import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { isRefusal } from "@/register/api/api-error";
import { api } from "@/register/api/client";
import { textOf } from "@/register/api/errors";
import { RecoveryCodeField } from "@/register/recovery/recovery-code-field";
import { isRecoveryCodeWhole } from "@/register/recovery/recovery-text";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { Spinner } from "@/kit/components/progress";
import { useTranslate } from "@/kit/i18n/language";

/** The key is lost: the code on the owner's paper opens the data and puts the key back. */
export function ReopenForm({ onOpen }: { readonly onOpen: () => void }) {
  const t = useTranslate();
  const [code, setCode] = useState("");
  const [isTried, setTried] = useState(false);
  const reopen = useMutation({ mutationFn: () => api.ledgerReopen(code), onSuccess: onOpen });
  const isShort = !isRecoveryCodeWhole(code);
  const isCodeRefused =
    isRefusal(reopen.error, "recovery_code_invalid") ||
    isRefusal(reopen.error, "recovery_code_wrong");
  const wrong = isTried && isShort ? t("recovery.code-short") : undefined;
  return (
    <form
      data-testid="reopen-form"
      className="flex flex-col items-start gap-4 rounded-panel border border-hairline bg-surface p-6"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!isShort && !reopen.isPending) {
          reopen.mutate();
        }
      }}
    >
      <header>
        <h2 className="text-register">{t("recovery.lost-title")}</h2>
        <p className="text-muted">{t("recovery.lost-hint")}</p>
      </header>
      <div className="w-full">
        <RecoveryCodeField
          autoFocus
          value={code}
          error={wrong ?? (isCodeRefused ? textOf(reopen.error) : undefined)}
          onValueChange={(typed) => {
            reopen.reset();
            setCode(typed);
          }}
        />
      </div>
      {reopen.error !== null && !isCodeRefused && (
        <Banner tone="danger" title={textOf(reopen.error)} testId="reopen-error" />
      )}
      <div className="flex items-center gap-4">
        <Button
          type="submit"
          variant="primary"
          size="register"
          disabled={reopen.isPending}
          data-testid="reopen-open"
        >
          {t("recovery.lost-open")}
        </Button>
        {reopen.isPending && <Spinner label={t("recovery.lost-opening")} />}
      </div>
    </form>
  );
}
