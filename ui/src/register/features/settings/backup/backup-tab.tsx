import { useQuery } from "@tanstack/react-query";
import { textOf } from "@/register/api/errors";
import { backupQuery } from "@/register/api/queries";
import { Banner } from "@/kit/components/banner";
import { Spinner } from "@/kit/components/progress";
import { useTranslate } from "@/kit/i18n/language";
import { BackupNow } from "./backup-now";
import { DailyBackup } from "./daily-backup";
import { RecoveryCodeGroup } from "./recovery-code-group";

/** What lets the shop outlive this computer. It is no draft: each press does what it says. */
export function BackupTab({ mayChange }: { readonly mayChange: boolean }) {
  const t = useTranslate();
  const { data, error } = useQuery(backupQuery);
  return (
    <fieldset disabled={!mayChange} className="flex max-w-3xl flex-col gap-6 pb-6">
      <h2 className="text-title">{t("settings.tab-backup")}</h2>
      {error !== null && <Banner tone="danger" title={textOf(error)} />}
      {data === undefined ? (
        error === null && <Spinner label={t("shell.loading")} />
      ) : (
        <>
          <RecoveryCodeGroup madeAtMs={data.recovery_code_made_ms} />
          <DailyBackup backups={data} />
          <BackupNow />
        </>
      )}
    </fieldset>
  );
}
