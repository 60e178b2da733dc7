import { Trash2 } from "lucide-react";
import { IconButton } from "@/kit/components/icon-button";
import { useTranslate } from "@/kit/i18n/language";
import type { Tender } from "./use-tender";

/** The parts of a split payment that were taken already. */
export function PaymentLines({ tender }: { readonly tender: Tender }) {
  const t = useTranslate();
  if (tender.offers.length === 0) {
    return null;
  }
  return (
    <ul aria-label={t("tender.parts")} className="flex min-h-0 flex-col overflow-y-auto">
      {tender.offers.map((offer, place) => {
        const payment = tender.view?.payments[place];
        return (
          <li
            key={place}
            data-testid="tender-part"
            className="flex min-h-row-cart items-center gap-3 border-b border-hairline text-register"
          >
            <span className="font-semibold">{t(`sell.method-${offer.method}`)}</span>
            <span className="truncate text-body text-muted">{offer.reference}</span>
            <span className="ml-auto text-amount font-semibold">
              {payment?.tendered.text ?? offer.amount_text}
            </span>
            <IconButton
              label={t("keys.remove-payment")}
              icon={<Trash2 aria-hidden className="size-icon-lg" />}
              keepFocus
              onClick={() => tender.removeOffer(place)}
            />
          </li>
        );
      })}
    </ul>
  );
}
