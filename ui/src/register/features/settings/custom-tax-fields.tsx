import type { TaxInput } from "@/register/api/bindings";
import { textOf } from "@/register/api/errors";
import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import type { SettingsDraft } from "./use-settings-draft";

export interface CustomTaxFieldsProps {
  readonly tax: TaxInput;
  readonly draft: SettingsDraft;
  readonly onChange: (tax: TaxInput) => void;
}

/** A tax of the shop's own: its name, its rate, and the part of the price it applies to. */
export function CustomTaxFields({ tax, draft, onChange }: CustomTaxFieldsProps) {
  const t = useTranslate();
  const wrong = (field: string): string | undefined =>
    draft.isWrong(field) ? textOf(draft.error) : undefined;
  const digits = (text: string): number => Number(text.replace(/\D/g, "").slice(0, 4));
  return (
    <div className="grid grid-cols-4 gap-4">
      <TextField
        fieldClassName="col-span-2"
        label={t("settings.tax-name")}
        maxLength={20}
        value={tax.name}
        error={wrong("tax.name")}
        data-testid="settings-tax-name"
        onValueChange={(name) => onChange({ ...tax, name })}
      />
      <TextField
        fieldClassName="col-span-2"
        label={t("settings.tax-rate")}
        inputMode="decimal"
        maxLength={8}
        value={tax.rate_text}
        error={wrong("tax.rate_text")}
        data-testid="settings-tax-rate"
        onValueChange={(rate_text) => onChange({ ...tax, rate_text })}
      />
      <TextField
        fieldClassName="col-span-2"
        label={t("settings.tax-numerator")}
        hint={t("settings.tax-base-hint")}
        inputMode="numeric"
        value={String(tax.base_numerator)}
        error={wrong("tax.base_numerator")}
        data-testid="settings-tax-numerator"
        onValueChange={(text) => onChange({ ...tax, base_numerator: digits(text) })}
      />
      <TextField
        fieldClassName="col-span-2"
        label={t("settings.tax-denominator")}
        inputMode="numeric"
        value={String(tax.base_denominator)}
        error={wrong("tax.base_denominator")}
        data-testid="settings-tax-denominator"
        onValueChange={(text) => onChange({ ...tax, base_denominator: digits(text) })}
      />
    </div>
  );
}
