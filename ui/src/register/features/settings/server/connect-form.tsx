import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type KeyboardEvent } from "react";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { textOf } from "@/register/api/errors";
import { syncQuery } from "@/register/api/queries";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { Spinner } from "@/kit/components/progress";
import { showToast } from "@/kit/components/toast";
import { isCodeWhole } from "@/register/enrolment/code-text";
import { fieldOfRefusal } from "@/register/enrolment/enrol-refusal";
import { ServerFields, type ServerAndCode } from "@/register/enrolment/server-fields";
import { useTranslate } from "@/kit/i18n/language";

/** Brings a shop that began here to a server. It is no form: it stands in that of the settings. */
export function ConnectForm() {
  const t = useTranslate();
  const [typed, setTyped] = useState<ServerAndCode>({ server_url: "", code: "" });
  const [tried, setTried] = useState(false);
  const connect = useConnect();
  const field = fieldOfRefusal(connect.error);
  const noUrl = typed.server_url.trim() === "";
  const noCode = !isCodeWhole(typed.code);
  const submit = (): void => {
    setTried(true);
    if (!noUrl && !noCode && !connect.isPending) {
      connect.mutate(typed);
    }
  };
  return (
    <section
      className="flex flex-col gap-4 rounded-panel border border-hairline bg-surface p-6"
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
          event.preventDefault();
          submit();
        }
      }}
    >
      <header>
        <h3 className="text-register">{t("settings.server-form")}</h3>
        <p className="text-meta text-muted">{t("settings.server-form-hint")}</p>
      </header>
      <ServerFields
        inRow
        value={typed}
        onChange={(value) => {
          connect.reset();
          setTyped(value);
        }}
        codeLabel={t("settings.server-code")}
        urlError={
          tried && noUrl
            ? t("enrolment.server-url-missing")
            : field === "server_url"
              ? textOf(connect.error)
              : undefined
        }
        codeError={
          tried && !noUrl && noCode
            ? t("enrolment.code-short")
            : field === "code"
              ? textOf(connect.error)
              : undefined
        }
      />
      {connect.error !== null && field === undefined && (
        <Banner tone="danger" title={textOf(connect.error)} testId="settings-server-error" />
      )}
      <div className="flex items-center gap-4">
        <Button
          variant="primary"
          disabled={connect.isPending}
          data-testid="settings-server-connect"
          onClick={submit}
        >
          {t("settings.server-connect")}
        </Button>
        {connect.isPending && <Spinner label={t("settings.server-connecting")} />}
      </div>
    </section>
  );
}

function useConnect() {
  const t = useTranslate();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ server_url, code }: ServerAndCode) =>
      api.enrolFound(newCommandId(), server_url.trim(), code),
    onSuccess: (status) => {
      client.setQueryData(syncQuery.queryKey, status);
      showToast("good", t("settings.server-connected"));
    },
  });
}
