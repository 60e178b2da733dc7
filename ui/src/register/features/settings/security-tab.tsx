import { KeyRound } from "lucide-react";
import { Banner } from "@/kit/components/banner";
import { Select } from "@/kit/components/select";
import { useTranslate } from "@/kit/i18n/language";
import { autoLockOptions } from "./options";
import { SettingGroup } from "./setting-group";
import type { TabProps } from "./settings-tabs";

/** When the register locks itself, and where the data and its key lie. */
export function SecurityTab({ draft, view }: TabProps) {
  const t = useTranslate();
  const minutes = draft.settings.auto_lock_minutes;
  return (
    <>
      <Select
        label={t("settings.auto-lock")}
        hint={t("settings.auto-lock-hint")}
        fieldClassName="max-w-sm"
        testId="settings-auto-lock"
        value={String(minutes)}
        options={autoLockOptions(minutes, t)}
        onValueChange={(chosen) => draft.change({ auto_lock_minutes: Number(chosen) })}
      />
      <SettingGroup title={t("settings.data-dir")}>
        <p data-selectable data-testid="settings-data-dir" className="break-all">
          {view.data_dir}
        </p>
      </SettingGroup>
      <SettingGroup title={t("settings.key")}>
        <p className="flex items-center gap-2">
          <KeyRound aria-hidden className="size-icon text-muted" />
          {t(view.key_file_in_use ? "settings.key-file" : "settings.key-keyring")}
        </p>
        {view.key_file_in_use && (
          <Banner
            tone="warn"
            title={t("settings.key-file-warning")}
            testId="settings-key-file-warning"
          />
        )}
      </SettingGroup>
    </>
  );
}
