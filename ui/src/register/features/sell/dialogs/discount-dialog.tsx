import { clsx } from "clsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CartItemView, DiscountInput, DiscountKind } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { textOf } from "@/register/api/errors";
import { Button } from "@/kit/components/button";
import { Dialog } from "@/kit/components/dialog";
import { Keypad } from "@/kit/components/keypad";
import { MoneyField } from "@/kit/components/money-field";
import { useTranslate } from "@/kit/i18n/language";
import { scannedWithin } from "@/kit/scanner/start-scanner";
import { typedInto } from "./typed-into";

export interface DiscountDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly item: CartItemView | undefined;
  /** Whether the cart has a discount of any kind. */
  readonly cartHasDiscount: boolean;
  readonly onDiscount: (lineId: number | null, discount: DiscountInput | null) => void;
}

const SCANNER_ENTER_MS = 300;

/** A discount on the selected item or on the whole cart, as an amount or a part of it. */
export function DiscountDialog(props: DiscountDialogProps) {
  const t = useTranslate();
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t("keys.discount")}
      testId="discount-dialog"
    >
      <DiscountForm {...props} />
    </Dialog>
  );
}

function DiscountForm({ item, cartHasDiscount, onDiscount, onClose }: DiscountDialogProps) {
  const t = useTranslate();
  const [onCart, setOnCart] = useState(item === undefined);
  const [kind, setKind] = useState<DiscountKind>("percent");
  const [text, setText] = useState("");
  const give = (discount: DiscountInput | null): void => {
    onClose();
    onDiscount(onCart ? null : (item?.line_id ?? null), discount);
  };
  return (
    <form
      className="grid grid-cols-2 gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (text !== "" && !scannedWithin(SCANNER_ENTER_MS)) {
          give({ kind, value_text: text });
        }
      }}
    >
      <div className="flex flex-col gap-4">
        <OptionRow
          label={t("sell.discount-on")}
          options={[
            { id: "item", label: item?.name ?? "", chosen: !onCart, disabled: item === undefined },
            { id: "cart", label: t("sell.discount-cart"), chosen: onCart },
          ]}
          onChoose={(id) => setOnCart(id === "cart")}
        />
        <OptionRow
          label={t("sell.discount-kind")}
          options={[
            { id: "percent", label: t("sell.discount-percent"), chosen: kind === "percent" },
            { id: "amount", label: t("sell.discount-amount"), chosen: kind === "amount" },
          ]}
          onChoose={(id) => setKind(id === "percent" ? "percent" : "amount")}
        />
        <Outcome
          lineId={onCart ? null : (item?.line_id ?? null)}
          discount={{ kind, value_text: text }}
        />
        <Button
          data-testid="discount-none"
          disabled={onCart ? !cartHasDiscount : item?.discount == null}
          onClick={() => give(null)}
        >
          {t("sell.discount-none")}
        </Button>
      </div>
      <div className="flex flex-col gap-4">
        <MoneyField
          autoFocus
          size="register"
          data-testid="discount-field"
          label={t(kind === "percent" ? "sell.discount-percent" : "sell.discount-amount")}
          value={text}
          onValueChange={setText}
          className="!text-scan"
        />
        <Keypad
          layout="quantity"
          dense
          onKey={(key) => setText((typed) => typedInto(typed, key))}
        />
        <Button type="submit" variant="primary" size="register" data-testid="discount-ok">
          {t("sell.discount-give")}
        </Button>
      </div>
    </form>
  );
}

/** What the discount would make of it, as Rust computes it while it is typed. */
function Outcome({
  lineId,
  discount,
}: {
  readonly lineId: number | null;
  readonly discount: DiscountInput;
}) {
  const t = useTranslate();
  const preview = useQuery({
    queryKey: ["discount-preview", lineId, discount],
    queryFn: () => api.cartDiscountPreview(lineId, discount),
    enabled: discount.value_text !== "",
    gcTime: 0,
  });
  const known = discount.value_text === "" ? undefined : preview.data;
  return (
    <p data-testid="discount-outcome" className="figures min-h-12 text-register">
      {preview.error !== null && discount.value_text !== "" ? (
        <span className="font-semibold text-danger">{textOf(preview.error)}</span>
      ) : (
        known !== undefined && (
          <>
            <span className="text-muted line-through">{known.before.text}</span>{" "}
            <span className="font-bold">{known.after.text}</span>{" "}
            <span className="text-muted">
              {t("sell.discount")} −{known.discount.text}
            </span>
          </>
        )
      )}
    </p>
  );
}

interface DiscountOption {
  readonly id: string;
  readonly label: string;
  readonly chosen: boolean;
  readonly disabled?: boolean;
}

function OptionRow({
  label,
  options,
  onChoose,
}: {
  readonly label: string;
  readonly options: readonly DiscountOption[];
  readonly onChoose: (id: string) => void;
}) {
  return (
    <div role="group" aria-label={label} className="flex flex-col gap-2">
      <span className="font-semibold">{label}</span>
      {options.map((option) => (
        <Button
          key={option.id}
          aria-pressed={option.chosen}
          disabled={option.disabled ?? false}
          keepFocus
          data-testid={`discount-${option.id}`}
          className={clsx(
            "justify-start text-left",
            option.chosen && "!border-primary !bg-selected",
          )}
          onClick={() => onChoose(option.id)}
        >
          <span className="truncate">{option.label}</span>
        </Button>
      ))}
    </div>
  );
}
