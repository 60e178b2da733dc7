import type { RoundingInput } from "@/register/api/bindings";
import { ChoiceCards } from "@/kit/components/choice-cards";
import { Select } from "@/kit/components/select";
import { Switch } from "@/kit/components/switch";
import { useLanguage, useTranslate } from "@/kit/i18n/language";
import { roundingSteps } from "./options";
import { SettingGroup } from "./setting-group";
import type { TabProps } from "./settings-tabs";

const WAYS = ["nearest", "up", "down"] as const;

/** To which step the cash part of a payment is rounded. */
export function RoundingTab({ draft, view }: TabProps) {
  const t = useTranslate();
  const { rounding } = draft.settings;
  const steps = roundingSteps(view.currency, rounding.step_cents, useLanguage());
  const firstStep = Number(steps[1]?.value ?? 1);
  const change = (patch: Partial<RoundingInput>): void =>
    draft.change({ rounding: { ...rounding, ...patch } });
  return (
    <>
      <Switch
        label={t("settings.rounding")}
        hint={t("settings.rounding-hint")}
        testId="settings-rounding"
        checked={rounding.enabled}
        onCheckedChange={(enabled) =>
          change({ enabled, step_cents: rounding.step_cents > 0 ? rounding.step_cents : firstStep })
        }
      />
      {rounding.enabled && (
        <>
          <Select
            label={t("settings.rounding-step")}
            fieldClassName="max-w-sm"
            testId="settings-rounding-step"
            value={String(rounding.step_cents)}
            options={steps}
            onValueChange={(step) => change({ step_cents: Number(step) })}
          />
          <SettingGroup title={t("settings.rounding-mode")}>
            <ChoiceCards
              label={t("settings.rounding-mode")}
              columns={3}
              testId="settings-rounding-mode"
              value={rounding.mode}
              onValueChange={(mode) => change({ mode })}
              choices={WAYS.map((mode) => ({ value: mode, label: t(`settings.rounding-${mode}`) }))}
            />
          </SettingGroup>
        </>
      )}
    </>
  );
}
