import { Select } from "@/kit/components/select";
import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import { StepPage } from "./step-page";
import type { StepProps } from "./use-wizard";

const CURRENCIES = [
  { value: "IDR", label: "IDR (Rp)" },
  { value: "MYR", label: "MYR (RM)" },
  { value: "SGD", label: "SGD (S$)" },
  { value: "PHP", label: "PHP (₱)" },
  { value: "THB", label: "THB (฿)" },
  { value: "VND", label: "VND (₫)" },
  { value: "USD", label: "USD ($)" },
  { value: "EUR", label: "EUR (€)" },
] as const;

type CurrencyCode = (typeof CURRENCIES)[number]["value"];

export function ShopStep({ wizard }: StepProps) {
  const t = useTranslate();
  const { draft, change, problem } = wizard;
  return (
    <StepPage title={t("setup.shop-title")} hint={t("setup.shop-hint")}>
      <TextField
        label={t("setup.store-name")}
        autoFocus
        maxLength={80}
        value={draft.store_name}
        error={problem?.field === "store_name" ? t(problem.message) : undefined}
        data-testid="setup-store-name"
        onValueChange={(store_name) => change({ ...draft, store_name })}
      />
      <TextField
        label={`${t("setup.address")} (${t("shell.optional")})`}
        maxLength={200}
        value={draft.address}
        data-testid="setup-address"
        onValueChange={(address) => change({ ...draft, address })}
      />
      <div className="grid grid-cols-2 gap-6">
        <TextField
          label={`${t("setup.phone")} (${t("shell.optional")})`}
          inputMode="tel"
          maxLength={40}
          value={draft.phone}
          data-testid="setup-phone"
          onValueChange={(phone) => change({ ...draft, phone })}
        />
        <Select
          label={t("setup.currency")}
          hint={t("setup.currency-hint")}
          testId="setup-currency"
          value={draft.currency as CurrencyCode}
          options={CURRENCIES}
          onValueChange={(currency) => change({ ...draft, currency })}
        />
      </div>
    </StepPage>
  );
}
