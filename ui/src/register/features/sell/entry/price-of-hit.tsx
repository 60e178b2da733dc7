import type { ProductHit } from "@/register/api/bindings";
import { useTranslate } from "@/kit/i18n/language";

/** What a found product costs, or why it cannot be sold as it is. */
export function PriceOfHit({ hit }: { readonly hit: ProductHit }) {
  const t = useTranslate();
  if (hit.status === "inactive") {
    return t("sell.hit-inactive");
  }
  if (hit.price === null) {
    return t("sell.hit-no-price");
  }
  return hit.weighed ? `${hit.price.text} / ${hit.unit ?? ""}` : hit.price.text;
}
