import { useMutation } from "@tanstack/react-query";
import { Save } from "lucide-react";
import { api } from "@/register/api/client";
import { textOf } from "@/register/api/errors";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { Spinner } from "@/kit/components/progress";
import { useTranslate } from "@/kit/i18n/language";
import { SettingGroup } from "../setting-group";

/** A backup at this moment, such as onto a stick. Selling goes on meanwhile. */
export function BackupNow() {
  const t = useTranslate();
  const write = useMutation({
    mutationFn: async () => {
      const path = await api.newFileChoose(`kasapro-${new Date().toISOString().slice(0, 10)}.db`);
      return path === null ? null : api.backupWrite(path);
    },
  });
  return (
    <SettingGroup title={t("settings.backup-now")} hint={t("settings.backup-now-hint")}>
      <div className="flex items-center gap-4">
        <Button
          icon={<Save aria-hidden className="size-icon" />}
          disabled={write.isPending}
          data-testid="settings-backup-now"
          onClick={() => write.mutate()}
        >
          {t("settings.backup-now")}
        </Button>
        {write.isPending && <Spinner label={t("settings.backup-writing")} />}
      </div>
      {write.data !== undefined && write.data !== null && (
        <Banner tone="good" title={t("settings.backup-written")} testId="settings-backup-written">
          <p data-selectable>{write.data.path}</p>
        </Banner>
      )}
      {write.error !== null && (
        <Banner tone="danger" title={textOf(write.error)} testId="settings-backup-write-error" />
      )}
    </SettingGroup>
  );
}
