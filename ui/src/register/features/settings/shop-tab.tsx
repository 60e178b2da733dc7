import { textOf } from "@/register/api/errors";
import { MoneyField } from "@/kit/components/money-field";
import { Select } from "@/kit/components/select";
import { TextField } from "@/kit/components/text-field";
import { useLanguage, useTranslate } from "@/kit/i18n/language";
import { cutoffOptions } from "./options";
import type { TabProps } from "./settings-tabs";

/** What stands at the head of a receipt, and the rules of the shop. */
export function ShopTab({ draft, view }: TabProps) {
  const t = useTranslate();
  const language = useLanguage();
  const { settings, change } = draft;
  const wrong = (field: string): string | undefined =>
    draft.isWrong(field) ? textOf(draft.error) : undefined;
  return (
    <>
      <TextField
        label={t("settings.store-name")}
        maxLength={80}
        value={settings.store_name}
        error={wrong("store_name")}
        data-testid="settings-store-name"
        onValueChange={(store_name) => change({ store_name })}
      />
      <TextField
        label={t("settings.address")}
        maxLength={200}
        value={settings.address}
        error={wrong("address")}
        data-testid="settings-address"
        onValueChange={(address) => change({ address })}
      />
      <div className="grid grid-cols-2 gap-6">
        <TextField
          label={t("settings.phone")}
          inputMode="tel"
          maxLength={40}
          value={settings.phone}
          error={wrong("phone")}
          data-testid="settings-phone"
          onValueChange={(phone) => change({ phone })}
        />
        <TextField
          label={t("settings.currency")}
          hint={t("settings.currency-hint")}
          value={`${view.currency.code} (${view.currency.symbol})`}
          readOnly
          data-testid="settings-currency"
          onValueChange={() => undefined}
        />
        <Select
          label={t("settings.cutoff")}
          hint={t("settings.cutoff-hint")}
          testId="settings-cutoff"
          value={String(settings.business_day_cutoff_minutes)}
          options={cutoffOptions(settings.business_day_cutoff_minutes, language)}
          onValueChange={(minutes) => change({ business_day_cutoff_minutes: Number(minutes) })}
        />
        <TextField
          label={t("settings.discount-limit")}
          hint={t("settings.discount-limit-hint")}
          inputMode="decimal"
          maxLength={6}
          value={settings.discount_limit_percent_text}
          error={wrong("discount_limit_percent_text")}
          data-testid="settings-discount-limit"
          onValueChange={(discount_limit_percent_text) => change({ discount_limit_percent_text })}
        />
        <MoneyField
          label={t("settings.drawer-limit")}
          hint={t("settings.drawer-limit-hint")}
          maxLength={16}
          value={settings.over_short_limit_text}
          error={wrong("over_short_limit_text")}
          data-testid="settings-drawer-limit"
          onValueChange={(over_short_limit_text) => change({ over_short_limit_text })}
        />
      </div>
    </>
  );
}
