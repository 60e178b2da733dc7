import { clsx } from "clsx";
import { Banknote, CreditCard, Landmark, QrCode, Wallet } from "lucide-react";
import { useEffect, useRef } from "react";
import type { PaymentMethod } from "@/register/api/bindings";
import { Button } from "@/kit/components/button";
import { FittedAmount } from "@/kit/components/fitted-amount";
import { Keypad } from "@/kit/components/keypad";
import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import { scannedWithin } from "@/kit/scanner/start-scanner";
import type { Tender } from "./use-tender";

/** An Enter this soon after a scan is the scanner's. */
const SCANNER_ENTER_MS = 300;

const ICON: Readonly<Record<PaymentMethod, typeof Wallet>> = {
  cash: Banknote,
  qris: QrCode,
  card: CreditCard,
  transfer: Landmark,
  other: Wallet,
};

/** The way of paying, the amount, and the notes a customer is likely to hold. */
export function EntryPanel({
  tender,
  onCash,
}: {
  readonly tender: Tender;
  /** One of the likely amounts was touched: that is all there is to do. */
  readonly onCash: (text: string) => void;
}) {
  const isCash = tender.draft.method === "cash";
  return (
    <section className="flex min-h-0 flex-col gap-3 overflow-y-auto p-4 short:gap-2 stacked:overflow-visible">
      <Methods tender={tender} />
      <Amount tender={tender} />
      {isCash ? <QuickCash tender={tender} onCash={onCash} /> : <Reference tender={tender} />}
      <Keypad
        layout="money"
        onKey={tender.press}
        className="mt-auto short:[&>button]:!min-h-touch"
      />
    </section>
  );
}

function Methods({ tender }: { readonly tender: Tender }) {
  const t = useTranslate();
  return (
    <div role="group" aria-label={t("tender.method")} className="flex gap-2">
      {tender.methods.map((method, place) => {
        const Icon = ICON[method];
        const chosen = method === tender.draft.method;
        return (
          <Button
            key={method}
            keepFocus
            aria-pressed={chosen}
            data-testid={`method-${method}`}
            className={clsx(
              "!min-h-16 min-w-0 short:!min-h-touch flex-1 !px-2 narrow:!px-1 narrow:text-meta stacked:text-body",
              chosen && "!border-primary !bg-selected",
            )}
            icon={<Icon aria-hidden className="size-icon shrink-0 narrow:hidden" />}
            onClick={() => tender.choose(method)}
          >
            <span className="flex min-w-0 flex-col items-center">
              <span className="max-w-full truncate">{t(`sell.method-${method}`)}</span>
              <span aria-hidden className="text-meta font-normal text-muted short:hidden">
                {`Alt+${place + 1}`}
              </span>
            </span>
          </Button>
        );
      })}
    </div>
  );
}

function Amount({ tender }: { readonly tender: Tender }) {
  const t = useTranslate();
  const { draft, view } = tender;
  const exact = view?.payments.at(-1)?.tendered.text ?? tender.owed?.text ?? "";
  return (
    <div className="flex h-register shrink-0 items-center justify-between gap-4 rounded-control border-2 border-primary bg-surface px-4">
      <span className="text-register text-muted">{t("tender.amount")}</span>
      <FittedAmount
        text={draft.text === "" ? exact : draft.text}
        rem={2}
        testId="tender-amount"
        {...(draft.text === "" && { className: "ml-auto w-fit rounded-control bg-selected px-1" })}
      />
    </div>
  );
}

function QuickCash({
  tender,
  onCash,
}: {
  readonly tender: Tender;
  readonly onCash: (text: string) => void;
}) {
  const t = useTranslate();
  return (
    <div
      role="group"
      aria-label={t("tender.quick-cash")}
      className="grid grid-cols-3 gap-2 narrow:grid-cols-2 narrow:[&>:nth-child(n+2):nth-last-child(n+4)]:hidden tiny:h-14 tiny:shrink-0 tiny:overflow-hidden"
    >
      {tender.quickCash.map((quick) => (
        <Button
          key={quick.cents}
          keepFocus
          data-testid={quick.exact ? "quick-cash-exact" : "quick-cash"}
          data-cents={quick.cents}
          className="!min-h-14 !px-2 !text-register whitespace-nowrap"
          onClick={() => onCash(quick.exact ? "" : quick.amount_text)}
        >
          {quick.exact ? t("keys.exact") : quick.text}
        </Button>
      ))}
    </div>
  );
}

function Reference({ tender }: { readonly tender: Tender }) {
  const t = useTranslate();
  const field = useRef<HTMLInputElement>(null);
  const { needsReference, lacksReference } = tender;
  // Refused for the lack of it: the next key belongs here. A refusal for another reason, such as an
  // amount that is too large, leaves the keys with the amount.
  useEffect(() => {
    if (lacksReference) {
      field.current?.focus();
    }
  }, [lacksReference]);
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!scannedWithin(SCANNER_ENTER_MS)) {
          void tender.accept();
        }
      }}
    >
      <TextField
        ref={field}
        label={t(needsReference ? "tender.what" : "tender.reference")}
        hint={t(needsReference ? "tender.what-hint" : "tender.reference-hint")}
        aria-required={needsReference}
        data-testid="tender-reference"
        value={tender.draft.reference}
        onValueChange={tender.setReference}
      />
    </form>
  );
}
