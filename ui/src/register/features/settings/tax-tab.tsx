import type { TaxInput, TaxMode } from "@/register/api/bindings";
import { Banner } from "@/kit/components/banner";
import { ChoiceCards } from "@/kit/components/choice-cards";
import { Switch } from "@/kit/components/switch";
import { useTranslate } from "@/kit/i18n/language";
import { CustomTaxFields } from "./custom-tax-fields";
import type { TabProps } from "./settings-tabs";

const MODES = ["none", "ppn", "custom"] as const;

/** PPN since 2025: 12 % on 11/12 of the price (PMK 131/2024). */
const PPN = { name: "PPN", rate_text: "12", base_numerator: 11, base_denominator: 12 };
const WHOLE_PRICE = { base_numerator: 1, base_denominator: 1 };

function inMode(tax: TaxInput, mode: TaxMode): TaxInput {
  switch (mode) {
    case "ppn":
      return { ...tax, ...PPN, mode };
    case "custom":
      return tax.mode === "ppn"
        ? { ...tax, ...WHOLE_PRICE, name: "", rate_text: "", mode }
        : {
            ...tax,
            base_numerator: tax.base_numerator || 1,
            base_denominator: tax.base_denominator || 1,
            mode,
          };
    case "none":
      return { ...tax, mode };
  }
}

/** Which tax the shop charges from now on. */
export function TaxTab({ draft }: TabProps) {
  const t = useTranslate();
  const { tax } = draft.settings;
  const change = (changed: TaxInput): void => draft.change({ tax: changed });
  return (
    <>
      <ChoiceCards
        label={t("settings.tax-mode")}
        testId="settings-tax"
        value={tax.mode}
        onValueChange={(mode) => change(inMode(tax, mode))}
        choices={MODES.map((mode) => ({
          value: mode,
          label: t(`settings.tax-${mode}`),
          hint: t(`settings.tax-${mode}-hint`),
        }))}
      />
      {tax.mode === "custom" && <CustomTaxFields tax={tax} draft={draft} onChange={change} />}
      {tax.mode !== "none" && (
        <Switch
          label={t("settings.tax-inclusive")}
          hint={t("settings.tax-inclusive-hint")}
          testId="settings-tax-inclusive"
          checked={tax.inclusive}
          onCheckedChange={(inclusive) => change({ ...tax, inclusive })}
        />
      )}
      <Banner tone="notice" title={t("settings.tax-note")} />
    </>
  );
}
