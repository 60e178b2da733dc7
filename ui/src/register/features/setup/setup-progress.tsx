import { clsx } from "clsx";
import { Check } from "lucide-react";
import { useTranslate } from "@/kit/i18n/language";
import type { Wizard } from "./use-wizard";

const TITLE = {
  new: "setup.title",
  join: "setup.title-join",
  restore: "recovery.restore-title",
} as const;

/** The pages down the side: which are done, which is open, how many come. */
export function SetupProgress({ wizard }: { readonly wizard: Wizard }) {
  const t = useTranslate();
  const place = wizard.steps.indexOf(wizard.step);
  return (
    <aside className="flex w-72 shrink-0 flex-col gap-6 border-r border-hairline bg-surface p-8">
      <div>
        <p className="font-bold text-primary">{t("shell.app")}</p>
        <h1 className="mt-1 text-title">{t(TITLE[wizard.draft.start])}</h1>
      </div>
      <ol className="flex flex-col gap-1">
        {wizard.steps.map((step, number) => (
          <li
            key={step}
            aria-current={number === place ? "step" : undefined}
            className={clsx(
              "flex min-h-admin items-center gap-3 rounded-control px-3",
              number === place ? "bg-selected font-semibold" : "text-muted",
            )}
          >
            <span className="flex w-6 justify-center">
              {number < place ? <Check aria-hidden className="size-icon text-pay" /> : number + 1}
            </span>
            {t(`setup.step-${step}`)}
          </li>
        ))}
      </ol>
      <p data-testid="setup-position" aria-live="polite" className="mt-auto text-meta text-muted">
        {t("setup.step", { number: place + 1, total: wizard.steps.length })}
      </p>
    </aside>
  );
}
