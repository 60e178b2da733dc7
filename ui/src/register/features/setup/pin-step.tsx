import { CircleCheck } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "@/kit/components/button";
import { NewPin } from "@/kit/components/new-pin";
import { useTranslate } from "@/kit/i18n/language";
import { StepPage } from "./step-page";
import type { StepProps } from "./use-wizard";

const USUAL_LENGTH = 4;

export function PinStep({ wizard }: StepProps) {
  const t = useTranslate();
  const { draft, problem } = wizard;
  if (draft.pin !== "") {
    return (
      <StepPage title={t("setup.pin-title")} hint={t("setup.pin-hint")}>
        <div className="flex items-center gap-4">
          <CircleCheck aria-hidden className="size-8 text-pay" />
          <p data-testid="setup-pin-done" className="text-register font-semibold">
            {t("setup.pin-done")}
          </p>
          <Button
            data-testid="setup-pin-change"
            onClick={() => wizard.change({ ...draft, pin: "" })}
          >
            {t("setup.pin-change")}
          </Button>
        </div>
      </StepPage>
    );
  }
  return (
    <StepPage title={t("setup.pin-title")} hint={t("setup.pin-hint")}>
      <FocusHolder>
        <NewPin
          dense
          length={USUAL_LENGTH}
          error={problem?.field === "pin" ? t(problem.message) : undefined}
          onDone={(pin) => wizard.nextWith({ ...draft, pin })}
        />
      </FocusHolder>
    </StepPage>
  );
}

/** Keeps the keys of the wizard, Enter and Esc, where no field could hold the focus. */
function FocusHolder({ children }: { readonly children: React.ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} tabIndex={-1} className="self-start shadow-none outline-none">
      {children}
    </div>
  );
}
