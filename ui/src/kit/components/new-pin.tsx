import { useState, type ReactNode } from "react";
import { useTranslate } from "@/kit/i18n/language";
import { isWeakPin } from "@/kit/lib/weak-pin";
import { Banner } from "./banner";
import { Button } from "./button";
import { PinPad } from "./pin-pad";

const LENGTHS = [4, 5, 6] as const;

export interface NewPinProps {
  /** How many digits to begin with; the person may choose another length. */
  readonly length: number;
  /** Called once both entries agree. */
  readonly onDone: (pin: string) => void;
  readonly disabled?: boolean;
  /** Why the last PIN was refused; shown until digits are typed again. */
  readonly error?: ReactNode;
  readonly dense?: boolean;
}

interface Entry {
  readonly length: number;
  /** The PIN of the first round, while it is repeated. */
  readonly first: string | undefined;
  readonly mismatch: boolean;
  readonly round: number;
}

/** Choosing a PIN: typed twice, by touch or keyboard, with a word about weak ones. */
export function NewPin({ length, onDone, disabled = false, error, dense = false }: NewPinProps) {
  const t = useTranslate();
  const [entry, setEntry] = useState<Entry>({
    length,
    first: undefined,
    mismatch: false,
    round: 0,
  });
  const restart = (change: Partial<Entry>): void =>
    setEntry((last) => ({ ...last, first: undefined, ...change, round: last.round + 1 }));
  const take = (pin: string): void => {
    if (entry.first === undefined) {
      restart({ first: pin, mismatch: false });
    } else if (entry.first === pin) {
      restart({ mismatch: false });
      onDone(pin);
    } else {
      restart({ mismatch: true });
    }
  };
  const wrong = entry.mismatch ? t("pin.mismatch") : entry.first === undefined ? error : undefined;
  return (
    <div className="mx-auto flex w-88 max-w-full flex-col items-center gap-3">
      <PinLengths length={entry.length} onChange={(next) => restart({ length: next })} />
      <p data-testid="new-pin-prompt" aria-live="polite" className="text-register font-semibold">
        {t(entry.first === undefined ? "pin.first" : "pin.repeat")}
      </p>
      <PinPad
        length={entry.length}
        resetKey={entry.round}
        disabled={disabled}
        dense={dense}
        onComplete={take}
      />
      {wrong !== undefined && wrong !== "" && (
        <p role="alert" data-testid="new-pin-error" className="font-semibold text-danger">
          {wrong}
        </p>
      )}
      {entry.first !== undefined && isWeakPin(entry.first) && (
        <Banner tone="warn" title={t("pin.weak")} testId="new-pin-weak" />
      )}
    </div>
  );
}

/** The lengths to choose from; buttons that leave the focus, so that digits still arrive. */
function PinLengths({
  length,
  onChange,
}: {
  readonly length: number;
  readonly onChange: (length: number) => void;
}) {
  const t = useTranslate();
  return (
    <div role="group" aria-label={t("pin.length")} className="flex gap-2">
      {LENGTHS.map((digits) => (
        <Button
          key={digits}
          keepFocus
          aria-pressed={digits === length}
          data-testid={`pin-length-${digits}`}
          className="aria-pressed:border-primary aria-pressed:bg-selected"
          onClick={() => onChange(digits)}
        >
          {t("pin.digits", { count: digits })}
        </Button>
      ))}
    </div>
  );
}
