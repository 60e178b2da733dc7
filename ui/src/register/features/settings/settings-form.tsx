import { useSearch } from "@tanstack/react-router";
import { Cloud, DatabaseBackup, Users } from "lucide-react";
import { useState } from "react";
import type { SettingsView } from "@/register/api/bindings";
import { textOf } from "@/register/api/errors";
import { Banner } from "@/kit/components/banner";
import { LeaveGuard } from "@/kit/components/leave-guard";
import { Tabs } from "@/kit/components/tabs";
import { useTranslate } from "@/kit/i18n/language";
import { useKeys } from "@/kit/keyboard/use-keys";
import { PeopleTab } from "@/register/people/people-tab";
import { BackupTab } from "./backup/backup-tab";
import { SETTINGS_KEYS } from "./keys";
import { SaveBar } from "./save-bar";
import { ServerTab } from "./server/server-tab";
import { TABS, type TabId } from "./settings-tabs";
import { useSettingsDraft } from "./use-settings-draft";

export interface SettingsFormProps {
  readonly view: SettingsView;
  /** Only the owner may; for everybody else the fields rest. */
  readonly mayChange: boolean;
}

/** The tabs down the side, one draft over all of them, and the bar that saves it. */
export function SettingsForm({ view, mayChange }: SettingsFormProps) {
  const t = useTranslate();
  const draft = useSettingsDraft(view);
  const save = (): void => {
    if (mayChange && draft.isChanged && !draft.isSaving) {
      draft.save();
    }
  };
  useKeys(SETTINGS_KEYS, { actions: { save } });
  const { tab: wanted }: { readonly tab?: unknown } = useSearch({ strict: false });
  const [tab, setTab] = useState<TabId | "people" | "server" | "backup">(
    wanted === "server" || wanted === "backup" ? wanted : "shop",
  );
  const tabs = TABS.map(({ id, icon, Panel }) => ({
    value: id,
    label: t(`settings.tab-${id}`),
    icon,
    content: (
      <fieldset disabled={!mayChange} className="flex max-w-3xl flex-col gap-6 pb-6">
        <h2 className="text-title">{t(`settings.tab-${id}`)}</h2>
        <Panel draft={draft} view={view} />
      </fieldset>
    ),
  }));
  const people = {
    value: "people" as const,
    label: t("settings.tab-people"),
    icon: <Users aria-hidden className="size-icon" />,
    content: <PeopleTab mayChange={mayChange} />,
  };
  const server = {
    value: "server" as const,
    label: t("settings.tab-server"),
    icon: <Cloud aria-hidden className="size-icon" />,
    content: <ServerTab mayChange={mayChange} />,
  };
  const backup = {
    value: "backup" as const,
    label: t("settings.tab-backup"),
    icon: <DatabaseBackup aria-hidden className="size-icon" />,
    content: <BackupTab mayChange={mayChange} />,
  };
  return (
    <form
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="flex min-h-0 flex-1 flex-col gap-4 px-8 pt-6">
        <h1 className="sr-only">{t("settings.title")}</h1>
        {!mayChange && (
          <Banner tone="notice" title={t("settings.not-allowed")} testId="settings-read-only" />
        )}
        {draft.error !== null && (
          <Banner tone="danger" title={textOf(draft.error)} testId="settings-error" />
        )}
        <Tabs
          vertical
          label={t("settings.title")}
          tabs={[...tabs.slice(0, 2), people, ...tabs.slice(2), backup, server]}
          value={tab}
          onValueChange={setTab}
        />
      </div>
      {draft.isChanged && <SaveBar draft={draft} />}
      <LeaveGuard active={draft.isChanged} text={t("settings.leave-text")} />
    </form>
  );
}
