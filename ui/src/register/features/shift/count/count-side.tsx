import type { ReactNode } from "react";
import { Keypad } from "@/kit/components/keypad";
import { useTranslate } from "@/kit/i18n/language";
import { pressKey } from "./count-state";
import type { Count } from "./use-count";

export interface CountSideProps {
  readonly label: string;
  readonly count: Count;
  /** What can be done with the count. */
  readonly children: ReactNode;
}

/** What the count comes to, keys for fingers, and the button that ends it. */
export function CountSide({ label, count, children }: CountSideProps) {
  const t = useTranslate();
  return (
    <aside className="flex w-88 shrink-0 flex-col gap-4 overflow-y-auto border-l border-hairline bg-surface px-6 pt-6 stacked:w-full stacked:overflow-visible stacked:border-l-0">
      <div>
        <p className="text-register text-muted">{label}</p>
        <p
          aria-live="polite"
          data-testid="count-total"
          data-cents={count.total?.cents}
          className="figures text-scan font-bold"
        >
          {count.total?.text ?? (
            <span className="text-title font-normal text-muted">{t("shift.total-none")}</span>
          )}
        </p>
      </div>
      <Keypad dense layout="money" onKey={(key) => count.change(pressKey(count.state, key))} />
      <div className="sticky bottom-0 mt-auto flex flex-col gap-3 bg-surface pt-2 pb-6 short:static">
        {children}
      </div>
    </aside>
  );
}
