import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/register/api/api-error";
import type { SettingsInput, SettingsView } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { settingsQuery } from "@/register/api/queries";
import { showToast } from "@/kit/components/toast";
import { translate } from "@/kit/i18n/language";

/** The settings as they are being changed; nothing counts before it is saved. */
export interface SettingsDraft {
  readonly settings: SettingsInput;
  readonly change: (patch: Partial<SettingsInput>) => void;
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  readonly undo: () => void;
  readonly save: () => void;
  readonly error: Error | null;
  /** Whether Rust refused because of this field. */
  readonly isWrong: (field: string) => boolean;
}

export function useSettingsDraft(saved: SettingsView): SettingsDraft {
  const client = useQueryClient();
  const [patch, setPatch] = useState<Partial<SettingsInput>>({});
  const settings = { ...saved.settings, ...patch };
  const write = useMutation({
    mutationFn: (input: SettingsInput) => api.settingsWrite(newCommandId(), input),
    onSuccess: (view) => {
      setPatch({});
      // Language, colours and letter size come with the status; amounts everywhere are written in
      // the language.
      void client.invalidateQueries();
      client.setQueryData(settingsQuery.queryKey, view);
      showToast("good", translate("settings.saved"));
    },
  });
  const wrongField = write.error instanceof ApiError ? write.error.details?.field : undefined;
  return {
    settings,
    change: (more) => setPatch((last) => ({ ...last, ...more })),
    isChanged: JSON.stringify(settings) !== JSON.stringify(saved.settings),
    isSaving: write.isPending,
    undo: () => {
      setPatch({});
      write.reset();
    },
    save: () =>
      write.mutate({ ...settings, barcode_masks: settings.barcode_masks.filter(Boolean) }),
    error: write.error,
    isWrong: (field) => wrongField === field,
  };
}
