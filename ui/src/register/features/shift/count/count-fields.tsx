import { Banknote, Coins } from "lucide-react";
import { textOf } from "@/register/api/errors";
import { Button } from "@/kit/components/button";
import { MoneyField } from "@/kit/components/money-field";
import { useTranslate } from "@/kit/i18n/language";
import type { CountWay } from "./count-state";
import { PieceList } from "./piece-list";
import type { Count } from "./use-count";

const WAYS: readonly CountWay[] = ["pieces", "amount"];

/** The counted drawer, piece by piece or as one amount. */
export function CountFields({ count }: { readonly count: Count }) {
  const t = useTranslate();
  const { state, change, pieces, error } = count;
  return (
    <div className="flex flex-col gap-5">
      <div role="group" aria-label={t("shift.count-way")} className="flex gap-2">
        {WAYS.map((way) => (
          <Button
            key={way}
            aria-pressed={state.way === way}
            data-testid={`count-by-${way}`}
            className="aria-pressed:border-primary aria-pressed:bg-selected"
            onClick={() => change({ ...state, way })}
          >
            {t(`shift.by-${way}`)}
          </Button>
        ))}
      </div>
      {state.way === "amount" ? (
        <MoneyField
          key="amount"
          autoFocus
          size="register"
          fieldClassName="max-w-sm"
          label={t("shift.amount")}
          hint={t("shift.amount-hint")}
          error={error === null ? undefined : textOf(error)}
          value={state.amount}
          data-testid="count-amount"
          onValueChange={(amount) => change({ ...state, amount })}
        />
      ) : (
        <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,21.5rem),1fr))] items-start gap-4">
          <PieceList
            heading={t("shift.notes")}
            icon={<Banknote aria-hidden className="size-icon" />}
            pieces={pieces.filter((piece) => piece.kind === "note")}
            count={count}
            isFirst
          />
          <PieceList
            heading={t("shift.coins")}
            icon={<Coins aria-hidden className="size-icon" />}
            pieces={pieces.filter((piece) => piece.kind === "coin")}
            count={count}
          />
        </div>
      )}
    </div>
  );
}
