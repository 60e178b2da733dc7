import { clsx } from "clsx";
import { useEffect, useRef, useState } from "react";
import type { ProductHit } from "@/register/api/bindings";
import { Dialog } from "@/kit/components/dialog";
import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import { PriceOfHit } from "../entry/price-of-hit";
import { useSearchHits } from "../entry/search-hits";

export interface FindDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onChoose: (product: ProductHit) => void;
}

/** Finds a product by its name, by keys alone: type, arrows, Enter. */
export function FindDialog({ open, onClose, onChoose }: FindDialogProps) {
  const t = useTranslate();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("sell.find-title")}
      width="wide"
      testId="find-dialog"
    >
      <FindForm
        onChoose={(product) => {
          onClose();
          onChoose(product);
        }}
      />
    </Dialog>
  );
}

function FindForm({ onChoose }: Pick<FindDialogProps, "onChoose">) {
  const t = useTranslate();
  const [text, setText] = useState("");
  const [place, setPlace] = useState(0);
  const hits = useSearchHits(text);
  const chosen = hits[Math.min(place, hits.length - 1)];
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0) {
      event.preventDefault();
      setPlace(Math.min(hits.length - 1, Math.max(0, place + by)));
    }
  };
  return (
    <form
      className="flex min-h-96 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== undefined) {
          onChoose(chosen);
        }
      }}
    >
      <TextField
        autoFocus
        acceptsScans
        size="register"
        data-testid="find-field"
        label={t("sell.find-label")}
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls="find-hits"
        aria-activedescendant={chosen === undefined ? undefined : `hit-${chosen.product_id}`}
        value={text}
        onKeyDown={onKeyDown}
        onValueChange={(value) => {
          setText(value);
          setPlace(0);
        }}
      />
      <ul id="find-hits" role="listbox" aria-label={t("sell.find-title")} className="flex flex-col">
        {hits.map((hit) => (
          <HitRow key={hit.product_id} hit={hit} selected={hit === chosen} onChoose={onChoose} />
        ))}
      </ul>
      {text.trim() !== "" && hits.length === 0 && (
        <p className="text-register text-muted">{t("sell.no-hits")}</p>
      )}
    </form>
  );
}

function HitRow({
  hit,
  selected,
  onChoose,
}: {
  readonly hit: ProductHit;
  readonly selected: boolean;
  readonly onChoose: (product: ProductHit) => void;
}) {
  const t = useTranslate();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (selected) {
      row.current?.scrollIntoView({ block: "nearest" });
    }
  }, [selected]);
  return (
    <li
      ref={row}
      id={`hit-${hit.product_id}`}
      role="option"
      aria-selected={selected}
      data-testid="find-hit"
      onClick={() => onChoose(hit)}
      className={`grid min-h-row-cart cursor-pointer grid-cols-[minmax(12rem,1fr)_minmax(0,12rem)_minmax(0,8rem)_10rem] items-center gap-3 border-b border-hairline px-3 text-register ${
        selected ? "bg-selected" : "hover:bg-sunken"
      }`}
    >
      <span className="truncate font-semibold">{hit.name}</span>
      <span className="truncate text-body text-muted">{hit.barcode ?? hit.sku}</span>
      <span className="truncate text-right text-body text-muted">
        {t("sell.stock")} {hit.stock_text}
      </span>
      <span
        className={clsx(
          "text-right whitespace-nowrap",
          hit.price === null || hit.status === "inactive"
            ? "text-body text-muted"
            : "font-semibold",
        )}
      >
        <PriceOfHit hit={hit} />
      </span>
    </li>
  );
}
