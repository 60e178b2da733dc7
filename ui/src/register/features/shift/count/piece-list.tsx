import type { ReactNode } from "react";
import type { DenominationView } from "@/register/api/bindings";
import { keyOf } from "./count-state";
import { PieceRow } from "./piece-row";
import type { Count } from "./use-count";

export interface PieceListProps {
  readonly heading: string;
  readonly icon: ReactNode;
  readonly pieces: readonly DenominationView[];
  readonly count: Count;
  /** The first field of this list takes the focus. */
  readonly isFirst?: boolean;
}

/** Notes or coins, the largest first. */
export function PieceList({ heading, icon, pieces, count, isFirst = false }: PieceListProps) {
  if (pieces.length === 0) {
    return null;
  }
  return (
    <section className="rounded-panel border border-hairline bg-surface px-4 pt-3 pb-1">
      <h2 className="mb-2 flex items-center gap-2 text-muted">
        {icon}
        {heading}
      </h2>
      <ul>
        {pieces.map((piece, place) => (
          <PieceRow
            key={keyOf(piece)}
            piece={piece}
            count={count}
            autoFocus={isFirst && place === 0}
          />
        ))}
      </ul>
    </section>
  );
}
