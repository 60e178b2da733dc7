import { CircleCheck, Clock, Printer, PrinterX } from "lucide-react";
import type { ReceiptState } from "@/register/api/bindings";
import { useTranslate } from "@/kit/i18n/language";

const ICON: Readonly<Record<ReceiptState, typeof Printer>> = {
  queued: Clock,
  printing: Printer,
  printed: CircleCheck,
  failed: PrinterX,
  interrupted: PrinterX,
  none: PrinterX,
};

/** Where the receipt is; a printer that fails never fails a sale. */
export function ReceiptStateLine({ state }: { readonly state: ReceiptState }) {
  const t = useTranslate();
  const Icon = ICON[state];
  const wrong = state === "failed" || state === "interrupted";
  return (
    <p
      role="status"
      data-testid="receipt-state"
      data-state={state}
      className={`flex items-center gap-3 rounded-control px-4 py-3 text-register ${
        wrong ? "bg-warn text-on-warn" : "bg-sunken text-text"
      }`}
    >
      <Icon aria-hidden className="size-icon-lg shrink-0" />
      {t(`sell.receipt-${state}`)}
    </p>
  );
}
