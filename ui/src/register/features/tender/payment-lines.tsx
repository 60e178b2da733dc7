import { Trash2 } from "lucide-react";
import { IconButton } from "@/kit/components/icon-button";
import { useTranslate } from "@/kit/i18n/language";
import type { Tender } from "./use-tender";

/** The parts of a split payment that were taken already. */
export function PaymentLines({
  tender,
  onRemove,
}: {
  readonly tender: Tender;
  readonly onRemove: (place: number) => void;
}) {
  const t = useTranslate();
  if (tender.parts.length === 0) {
    return null;
  }
  return (
    <ul aria-label={t("tender.parts")} className="flex min-h-0 flex-col overflow-y-auto">
      {tender.parts.map((part, place) => (
        <li
          key={place}
          data-testid="tender-part"
          className="flex min-h-row-cart shrink-0 items-center gap-3 border-b border-hairline text-register"
        >
          <span className="font-semibold">{t(`sell.method-${part.method}`)}</span>
          <span className="truncate text-body text-muted">{part.reference}</span>
          <span className="figures ml-auto text-amount font-semibold">{part.tendered.text}</span>
          <IconButton
            label={t("keys.remove-payment")}
            icon={<Trash2 aria-hidden className="size-icon-lg" />}
            keepFocus
            data-testid="remove-part"
            onClick={() => onRemove(place)}
          />
        </li>
      ))}
    </ul>
  );
}
