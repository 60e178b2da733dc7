import { useQuery } from "@tanstack/react-query";
import { categoriesQuery } from "@/register/api/queries";
import { Button } from "@/kit/components/button";
import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";

const OFFERED_MAX = 4;

export interface CategoryFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onValueChange: (category: string) => void;
}

/** A category, typed anew or one of those there are, so that none is written two ways. */
export function CategoryField({ value, error, onValueChange }: CategoryFieldProps) {
  const t = useTranslate();
  const known = useQuery(categoriesQuery).data ?? [];
  const typed = value.trim().toLowerCase();
  const offered = known
    .filter((one) => one.toLowerCase().includes(typed) && one !== value.trim())
    .slice(0, OFFERED_MAX);
  const isKnown = known.includes(value.trim());
  return (
    <div className="flex flex-col gap-2">
      <TextField
        label={t("products.category")}
        error={error}
        maxLength={64}
        value={value}
        data-testid="product-category"
        onValueChange={onValueChange}
      />
      <div
        role="group"
        aria-label={t("products.category-hint")}
        className="flex h-admin gap-2 overflow-hidden"
      >
        {!isKnown &&
          offered.map((category) => (
            <Button
              key={category}
              size="admin"
              keepFocus
              tabIndex={-1}
              className="max-w-40 shrink-0 !px-2 text-meta"
              data-testid="product-category-offer"
              onClick={() => onValueChange(category)}
            >
              <span className="truncate">{category}</span>
            </Button>
          ))}
      </div>
    </div>
  );
}
