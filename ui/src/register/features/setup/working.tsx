import { useState } from "react";
import { Spinner } from "@/kit/components/progress";
import { useTranslate } from "@/kit/i18n/language";
import { formatCountdown } from "@/kit/lib/format-time";
import { useNow } from "@/kit/lib/use-now";
import { StepPage } from "./step-page";

const TICK_MS = 1000;

/** A join or a restore is under way: what it does, and for how long, so that nobody takes it for
 * stuck. */
export function Working({ what }: { readonly what: "join" | "restore" }) {
  const t = useTranslate();
  const [begun] = useState(() => Date.now());
  const now = useNow(TICK_MS);
  const isJoin = what === "join";
  return (
    <StepPage
      title={t(isJoin ? "setup.joining-title" : "recovery.restoring-title")}
      hint={t(isJoin ? "setup.joining-hint" : "recovery.restoring-hint")}
    >
      <div
        data-testid={isJoin ? "setup-joining" : "setup-restoring"}
        className="flex flex-col gap-2 rounded-panel border border-hairline bg-surface p-6"
      >
        <Spinner label={t("setup.joining-wait")} />
        <p className="pl-8 text-muted">
          {t("setup.joining-elapsed", { time: formatCountdown(now - begun) })}
        </p>
      </div>
    </StepPage>
  );
}
