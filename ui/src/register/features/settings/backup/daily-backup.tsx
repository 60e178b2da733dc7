import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FolderOpen } from "lucide-react";
import { useState } from "react";
import type { BackupStatusView } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { textOf } from "@/register/api/errors";
import { backupQuery } from "@/register/api/queries";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { TextField } from "@/kit/components/text-field";
import { useLanguage, useTranslate } from "@/kit/i18n/language";
import { formatAge, formatDayAndClock } from "@/kit/lib/format-time";
import { useNow } from "@/kit/lib/use-now";
import { SettingGroup } from "../setting-group";

/** Where the day's backup goes, and how the last one went. */
export function DailyBackup({ backups }: { readonly backups: BackupStatusView }) {
  const t = useTranslate();
  const [folder, setFolder] = useState(backups.folder ?? "");
  const set = useSetFolder();
  const choose = useMutation({
    mutationFn: () => api.folderChoose(),
    onSuccess: (chosen) => {
      if (chosen !== null) {
        setFolder(chosen);
        set.mutate(chosen);
      }
    },
  });
  const isKept = folder.trim() === (backups.folder ?? "");
  return (
    <SettingGroup title={t("settings.backup-daily")} hint={t("settings.backup-daily-hint")}>
      <TextField
        label={t("settings.backup-folder")}
        error={set.error === null ? undefined : textOf(set.error)}
        value={folder}
        data-testid="settings-backup-folder"
        onValueChange={(typed) => {
          set.reset();
          setFolder(typed);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            set.mutate(folder.trim());
          }
        }}
      />
      <div className="flex gap-3">
        <Button
          icon={<FolderOpen aria-hidden className="size-icon" />}
          data-testid="settings-backup-choose"
          onClick={() => choose.mutate()}
        >
          {t("settings.backup-choose")}
        </Button>
        {!isKept && (
          <Button
            variant="primary"
            disabled={set.isPending}
            data-testid="settings-backup-keep"
            onClick={() => set.mutate(folder.trim())}
          >
            {t("settings.backup-keep")}
          </Button>
        )}
        {backups.folder !== null && isKept && (
          <Button
            data-testid="settings-backup-off"
            onClick={() => {
              setFolder("");
              set.mutate("");
            }}
          >
            {t("settings.backup-off")}
          </Button>
        )}
      </div>
      {backups.folder !== null && <LastBackup backups={backups} />}
    </SettingGroup>
  );
}

const TICK_MS = 60_000;

function LastBackup({ backups }: { readonly backups: BackupStatusView }) {
  const t = useTranslate();
  const language = useLanguage();
  const now = useNow(TICK_MS);
  const { last_at_ms: at, failure } = backups;
  const last =
    at === null
      ? t("settings.backup-never")
      : t("settings.backup-last", {
          time: formatDayAndClock(at, language),
          age: formatAge(now - at, language),
        });
  if (!backups.is_failing) {
    return <p data-testid="settings-backup-last">{last}</p>;
  }
  return (
    <Banner tone="danger" title={t("settings.backup-failing")} testId="settings-backup-failing">
      <p>{last}</p>
      {failure !== null && <p>{t(`errors.${failure}`, { path: backups.folder ?? "" })}</p>}
    </Banner>
  );
}

function useSetFolder() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (folder: string) =>
      api.backupFolderSet(newCommandId(), folder === "" ? null : folder),
    onSuccess: (backups) => client.setQueryData(backupQuery.queryKey, backups),
  });
}
