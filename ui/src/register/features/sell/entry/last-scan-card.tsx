import type { CartItemView } from "@/register/api/bindings";
import { useTranslate } from "@/kit/i18n/language";

export interface LastScanCardProps {
  readonly item: CartItemView | undefined;
  readonly total: string;
}

/** The item touched last, large enough to be checked while the eyes are on the goods. */
export function LastScanCard({ item, total }: LastScanCardProps) {
  const t = useTranslate();
  return (
    <section
      aria-label={t("sell.last-scan")}
      data-testid="last-scan"
      className="flex min-h-24 shrink-0 flex-col justify-center rounded-panel border border-hairline bg-surface px-4 py-2 short:hidden"
    >
      {item === undefined ? (
        <p className="text-register text-muted">{t("sell.ready")}</p>
      ) : (
        <>
          <p className="line-clamp-2 text-title leading-tight font-bold">{item.name}</p>
          <p className="figures flex flex-wrap items-baseline justify-between gap-x-4 text-amount leading-tight">
            <span className="whitespace-nowrap text-muted narrow:text-register">
              {item.quantity_text}
              {item.weighed ? ` ${item.unit ?? ""}` : ""} × {item.unit_price.text}
            </span>
            <span className="ml-auto font-bold whitespace-nowrap">{item.total.text}</span>
          </p>
        </>
      )}
      <p aria-live="polite" className="sr-only">
        {item !== undefined &&
          t("sell.spoken", { name: item.name, quantity: item.quantity_text, total })}
      </p>
    </section>
  );
}
