import { Button } from "@/kit/components/button";
import { useTranslate } from "@/kit/i18n/language";
import type { SettingsDraft } from "./use-settings-draft";

/** Says that something is not saved, and saves it. */
export function SaveBar({ draft }: { readonly draft: SettingsDraft }) {
  const t = useTranslate();
  return (
    <footer className="flex items-center justify-end gap-3 border-t border-hairline bg-surface px-8 py-3">
      <p role="status" className="mr-auto font-semibold">
        {t("settings.unsaved")}
      </p>
      <Button data-testid="settings-undo" disabled={draft.isSaving} onClick={draft.undo}>
        {t("settings.undo")}
      </Button>
      <Button
        type="submit"
        variant="primary"
        className="min-w-32"
        disabled={draft.isSaving}
        data-testid="settings-save"
      >
        {t("shell.save")}
      </Button>
    </footer>
  );
}
