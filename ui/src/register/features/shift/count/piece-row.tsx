import { clsx } from "clsx";
import { Minus, Plus } from "lucide-react";
import type { KeyboardEvent } from "react";
import type { DenominationView } from "@/register/api/bindings";
import { IconButton } from "@/kit/components/icon-button";
import { useTranslate } from "@/kit/i18n/language";
import { keyOf, stepPieces, withPieces } from "./count-state";
import type { Count } from "./use-count";

export interface PieceRowProps {
  readonly piece: DenominationView;
  readonly count: Count;
  readonly autoFocus: boolean;
}

/** How many of one note or coin: typed, or one more and one less. */
export function PieceRow({ piece, count, autoFocus }: PieceRowProps) {
  const t = useTranslate();
  const { state, change } = count;
  const key = keyOf(piece);
  const value = piece.text;
  const step = (by: 1 | -1): void => change({ ...stepPieces(state, key, by), active: key });
  return (
    <li className="flex h-row-cart items-center gap-1 border-b border-hairline last:border-b-0">
      <span className="flex-1 text-right text-register whitespace-nowrap">{value}</span>
      <span aria-hidden className="px-2 text-muted">
        ×
      </span>
      <IconButton
        label={t("shift.less", { value })}
        icon={<Minus aria-hidden className="size-icon" />}
        keepFocus
        tabIndex={-1}
        data-testid={`piece-less-${key}`}
        onClick={() => step(-1)}
      />
      <input
        inputMode="numeric"
        autoComplete="off"
        aria-label={t("shift.pieces-of", { value })}
        data-testid={`piece-${key}`}
        data-piece
        autoFocus={autoFocus}
        placeholder="0"
        value={state.pieces[key] ?? ""}
        onFocus={(event) => {
          event.target.select();
          change({ ...state, active: key });
        }}
        onChange={(event) => change(withPieces(state, key, event.target.value))}
        onKeyDown={(event) => goToNext(event, step)}
        className={clsx(
          "h-admin w-20 rounded-control border bg-surface text-center text-register font-semibold",
          state.active === key ? "border-primary" : "border-border",
        )}
      />
      <IconButton
        label={t("shift.more", { value })}
        icon={<Plus aria-hidden className="size-icon" />}
        keepFocus
        tabIndex={-1}
        data-testid={`piece-more-${key}`}
        onClick={() => step(1)}
      />
    </li>
  );
}

/** Enter and the arrows go from field to field; Enter in the last one submits the form. */
function goToNext(event: KeyboardEvent<HTMLInputElement>, step: (by: 1 | -1) => void): void {
  if (event.key === "+" || event.key === "-") {
    event.preventDefault();
    step(event.key === "+" ? 1 : -1);
    return;
  }
  const by = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  const fields = Array.from(event.currentTarget.form?.querySelectorAll("[data-piece]") ?? []);
  const next = by === undefined ? undefined : fields[fields.indexOf(event.currentTarget) + by];
  if (next instanceof HTMLInputElement) {
    event.preventDefault();
    next.focus();
  }
}
