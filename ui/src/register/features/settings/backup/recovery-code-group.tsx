import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/register/api/client";
import { textOf } from "@/register/api/errors";
import { backupQuery, statusQuery } from "@/register/api/queries";
import { NewRecoveryCode } from "@/register/recovery/new-recovery-code";
import { AlertDialog } from "@/kit/components/alert-dialog";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { Dialog } from "@/kit/components/dialog";
import { useLanguage, useTranslate } from "@/kit/i18n/language";
import { formatDayAndClock } from "@/kit/lib/format-time";
import { SettingGroup } from "../setting-group";

/** Whether there is a recovery code, and a new one. */
export function RecoveryCodeGroup({ madeAtMs }: { readonly madeAtMs: number | null }) {
  const t = useTranslate();
  const language = useLanguage();
  const client = useQueryClient();
  const storeName = useQuery(statusQuery).data?.store_name ?? "";
  const [isAsking, setAsking] = useState(false);
  const make = useMutation({
    mutationFn: () => api.recoveryCodeNew(),
    onSuccess: () => client.invalidateQueries({ queryKey: backupQuery.queryKey }),
  });
  const isFirst = madeAtMs === null;
  return (
    <SettingGroup title={t("recovery.code")} hint={t("settings.recovery-hint")}>
      {isFirst ? (
        <Banner tone="warn" title={t("settings.recovery-none")} testId="settings-recovery-none" />
      ) : (
        <p data-testid="settings-recovery-made">
          {t("recovery.sheet-made", { time: formatDayAndClock(madeAtMs, language) })}
        </p>
      )}
      {make.error !== null && <Banner tone="danger" title={textOf(make.error)} />}
      <Button
        className="self-start"
        disabled={make.isPending}
        data-testid="settings-recovery-new"
        onClick={() => (isFirst ? make.mutate() : setAsking(true))}
      >
        {t(isFirst ? "settings.recovery-make" : "settings.recovery-renew")}
      </Button>
      <AlertDialog
        open={isAsking}
        testId="recovery-renew-dialog"
        title={t("settings.recovery-renew-title")}
        description={t("settings.recovery-renew-text")}
        confirm={t("settings.recovery-renew")}
        onConfirm={() => {
          setAsking(false);
          make.mutate();
        }}
        onCancel={() => setAsking(false)}
      />
      <Dialog
        open={make.data !== undefined}
        title={t("recovery.new-title")}
        testId="recovery-code-dialog"
        onClose={make.reset}
      >
        {make.data !== undefined && (
          <NewRecoveryCode made={make.data} storeName={storeName} onKept={make.reset} />
        )}
      </Dialog>
    </SettingGroup>
  );
}
