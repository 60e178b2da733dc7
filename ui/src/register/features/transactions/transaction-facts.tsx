import type { MoneyView, TransactionView } from "@/register/api/bindings";
import { useTranslate } from "@/kit/i18n/language";

/** The items and sums of a transaction, and where it stands in the ledger. */
export function TransactionFacts({ transaction }: { readonly transaction: TransactionView }) {
  const t = useTranslate();
  const { discount, rounding } = transaction;
  return (
    <div className="flex flex-col gap-4 pr-4">
      <ul className="divide-y divide-hairline border-y border-hairline">
        {transaction.items.map((item, place) => (
          <li key={place} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 py-2">
            <span className="font-semibold">{item.name}</span>
            <span className="text-right font-semibold">{item.total.text}</span>
            <span className="text-meta text-muted">
              {item.quantity_text} × {item.unit_price.text}
              {item.discount !== null && ` · ${t("sell.discount")} −${item.discount.text}`}
            </span>
          </li>
        ))}
      </ul>
      <dl className="flex flex-col gap-1">
        <Sum name={t("transactions.gross")} amount={transaction.gross} />
        {discount.cents !== 0 && <Sum name={t("sell.discount")} amount={discount} minus />}
        {rounding.cents !== 0 && <Sum name={t("transactions.rounding")} amount={rounding} />}
        <Sum name={t("sell.total-paid")} amount={transaction.total} strong />
        {transaction.payments.map((payment, place) => (
          <Sum
            key={place}
            name={[t(`sell.method-${payment.method}`), payment.reference]
              .filter(Boolean)
              .join(" · ")}
            amount={payment.tendered}
          />
        ))}
        <Sum name={t("tender.change")} amount={transaction.change} />
      </dl>
      <p data-selectable className="text-meta break-all text-muted">
        {t("transactions.entry", { seq: transaction.seq })} {transaction.hash}
      </p>
    </div>
  );
}

function Sum({
  name,
  amount,
  minus = false,
  strong = false,
}: {
  readonly name: string;
  readonly amount: MoneyView;
  readonly minus?: boolean;
  readonly strong?: boolean;
}) {
  return (
    <div className={`flex justify-between gap-4 ${strong ? "text-register font-bold" : ""}`}>
      <dt className={strong ? "" : "text-muted"}>{name}</dt>
      <dd className="whitespace-nowrap">
        {minus && "−"}
        {amount.text}
      </dd>
    </div>
  );
}
