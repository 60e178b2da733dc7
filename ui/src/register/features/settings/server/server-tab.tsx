import { useQuery } from "@tanstack/react-query";
import { syncQuery } from "@/register/api/queries";
import { Spinner } from "@/kit/components/progress";
import { useTranslate } from "@/kit/i18n/language";
import { ConnectForm } from "./connect-form";
import { ConnectedServer } from "./connected-server";

const WHAT_HAPPENS = [1, 2, 3, 4] as const;

/** Whether the shop has a server, and the way to one. */
export function ServerTab({ mayChange }: { readonly mayChange: boolean }) {
  const t = useTranslate();
  const sync = useQuery(syncQuery).data;
  return (
    <fieldset disabled={!mayChange} className="flex max-w-3xl flex-col gap-6 pb-6">
      <h2 className="text-title">{t("settings.tab-server")}</h2>
      {sync === undefined && <Spinner label={t("shell.loading")} />}
      {sync?.state === "not_enrolled" && (
        <>
          <p data-testid="settings-server-none">{t("settings.server-none")}</p>
          <section>
            <h3 className="text-body">{t("settings.server-what")}</h3>
            <ul className="mt-2 flex list-disc flex-col gap-1 pl-6">
              {WHAT_HAPPENS.map((line) => (
                <li key={line}>{t(`settings.server-what-${line}`)}</li>
              ))}
            </ul>
          </section>
          <ConnectForm />
        </>
      )}
      {sync !== undefined && sync.state !== "not_enrolled" && <ConnectedServer sync={sync} />}
    </fieldset>
  );
}
