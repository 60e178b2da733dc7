import { useQuery } from "@tanstack/react-query";
import { textOf } from "@/register/api/errors";
import { settingsQuery, statusQuery } from "@/register/api/queries";
import { Banner } from "@/kit/components/banner";
import { Spinner } from "@/kit/components/progress";
import { useTranslate } from "@/kit/i18n/language";
import { SettingsForm } from "./settings-form";

/** Everything the shop and this register can be told. */
export function SettingsScreen() {
  const t = useTranslate();
  const { data, error } = useQuery(settingsQuery);
  const role = useQuery(statusQuery).data?.user?.role;
  return (
    <div data-testid="settings-screen" className="flex min-h-0 flex-1 flex-col">
      {error !== null && (
        <div className="p-8">
          <Banner tone="danger" title={textOf(error)} />
        </div>
      )}
      {data === undefined ? (
        error === null && (
          <div className="p-8">
            <Spinner label={t("shell.loading")} />
          </div>
        )
      ) : (
        <SettingsForm view={data} mayChange={role === "owner"} />
      )}
    </div>
  );
}
