import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/register/api/client";
import { textOf } from "@/register/api/errors";
import { autostartQuery } from "@/register/api/queries";
import { Banner } from "@/kit/components/banner";
import { Switch } from "@/kit/components/switch";
import { useTranslate } from "@/kit/i18n/language";
import { SettingGroup } from "./setting-group";

/** Whether the program starts with the computer. The desktop keeps it, so it counts at once. */
export function AutostartSetting() {
  const t = useTranslate();
  const client = useQueryClient();
  const now = useQuery(autostartQuery);
  const write = useMutation({
    mutationFn: (on: boolean) => api.autostartWrite(on),
    onSuccess: (on) => client.setQueryData(autostartQuery.queryKey, on),
  });
  const error = write.error ?? now.error;
  return (
    <SettingGroup title={t("desktop.this-computer")}>
      <Switch
        label={t("desktop.autostart")}
        hint={t("desktop.autostart-at-once")}
        checked={now.data ?? false}
        disabled={now.data === undefined || write.isPending}
        testId="settings-autostart"
        onCheckedChange={(on) => write.mutate(on)}
      />
      {error !== null && (
        <Banner tone="danger" title={textOf(error)} testId="settings-autostart-error" />
      )}
    </SettingGroup>
  );
}
