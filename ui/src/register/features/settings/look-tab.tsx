import { Monitor, Moon, Sun, Volume2 } from "lucide-react";
import { Button } from "@/kit/components/button";
import { ChoiceCards } from "@/kit/components/choice-cards";
import { Select } from "@/kit/components/select";
import { useTranslate } from "@/kit/i18n/language";
import { playSound, setSoundVolume } from "@/kit/sound/sound";
import { AutostartSetting } from "./autostart-setting";
import { volumeOptions } from "./options";
import { SettingGroup } from "./setting-group";
import type { TabProps } from "./settings-tabs";

const SCALES = ["87", "100", "112", "125", "150", "175", "200"] as const;

/** How the screens speak, look and sound. */
export function LookTab({ draft, view }: TabProps) {
  const t = useTranslate();
  const { settings, change } = draft;
  const tryVolume = (): void => {
    setSoundVolume(settings.sound_volume / 100);
    playSound("ok");
    setSoundVolume(view.settings.sound_volume / 100);
  };
  return (
    <>
      <SettingGroup title={t("settings.language")} hint={t("settings.language-hint")}>
        <ChoiceCards
          label={t("settings.language")}
          columns={2}
          testId="settings-language"
          value={settings.language}
          onValueChange={(language) => change({ language })}
          choices={[
            { value: "id", label: t("settings.language-id") },
            { value: "en", label: t("settings.language-en") },
          ]}
        />
      </SettingGroup>
      <SettingGroup title={t("settings.theme")}>
        <ChoiceCards
          label={t("settings.theme")}
          columns={3}
          testId="settings-theme"
          value={settings.theme}
          onValueChange={(theme) => change({ theme })}
          choices={[
            { value: "light", label: t("settings.theme-light"), icon: <Sun aria-hidden /> },
            { value: "dark", label: t("settings.theme-dark"), icon: <Moon aria-hidden /> },
            { value: "system", label: t("settings.theme-system"), icon: <Monitor aria-hidden /> },
          ]}
        />
      </SettingGroup>
      <Select
        label={t("settings.text-size")}
        testId="settings-text-size"
        fieldClassName="max-w-sm"
        value={String(settings.text_scale) as (typeof SCALES)[number]}
        options={SCALES.map((value) => ({ value, label: t(`settings.text-size-${value}`) }))}
        onValueChange={(scale) => change({ text_scale: Number(scale) })}
      />
      <div className="flex items-start gap-3">
        <Select
          label={t("settings.sound")}
          hint={t("settings.sound-hint")}
          testId="settings-sound"
          fieldClassName="w-full max-w-sm"
          value={String(settings.sound_volume)}
          options={volumeOptions(settings.sound_volume, t)}
          onValueChange={(volume) => change({ sound_volume: Number(volume) })}
        />
        <Button
          className="mt-7"
          icon={<Volume2 aria-hidden className="size-icon" />}
          data-testid="settings-sound-try"
          onClick={tryVolume}
        >
          {t("settings.sound-try")}
        </Button>
      </div>
      <AutostartSetting />
    </>
  );
}
