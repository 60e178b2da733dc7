import { clsx } from "clsx";
import { useEffect, useRef, useState } from "react";
import { useTranslate } from "@/kit/i18n/language";
import { forgetTyping } from "@/kit/scanner/start-scanner";
import { useScanLeakGuard } from "@/kit/scanner/use-scan-leak-guard";
import { Keypad } from "./keypad";

export interface PinPadProps {
  /** How many digits a PIN has; with the last one it is sent, without an Enter. */
  readonly length: number;
  readonly onComplete: (pin: string) => void;
  readonly disabled?: boolean;
  /** A new value empties the pad: after a wrong PIN, or another person. */
  readonly resetKey?: string | number;
  readonly dense?: boolean;
}

/**
 * A PIN by touch or keyboard; digits go in without anything being focused. The digits are
 * kept in this component alone and leave it only in `onComplete`.
 */
export function PinPad({ length, onComplete, disabled = false, resetKey, dense }: PinPadProps) {
  const t = useTranslate();
  const [digits, setDigits] = useState("");
  const [forKey, setForKey] = useState(resetKey);
  if (forKey !== resetKey) {
    setForKey(resetKey);
    setDigits("");
  }
  const press = (key: string): void => {
    if (disabled) {
      return;
    }
    const next = key === "backspace" ? digits.slice(0, -1) : (digits + key).slice(0, length);
    setDigits(next);
    if (next.length === length && digits.length < length) {
      forgetTyping();
      onComplete(next);
    }
  };
  useTypedDigits(press);
  // The first digits of a scan, typed before it is known to be one, are taken back.
  useScanLeakGuard(digits, setDigits);
  return (
    <div className="flex flex-col items-center gap-4">
      <div
        role="status"
        aria-label={`${t("shell.pin")}: ${t("shell.pin-digits", { count: digits.length })}`}
        data-testid="pin-dots"
        className="flex h-touch items-center gap-4"
      >
        {Array.from({ length }, (_, place) => (
          <span
            key={place}
            className={clsx(
              "size-5 rounded-full border-2 border-border",
              place < digits.length ? "border-primary bg-primary" : "bg-surface",
            )}
          />
        ))}
      </div>
      <Keypad
        layout="pin"
        onKey={press}
        disabled={disabled}
        dense={dense ?? false}
        className="w-72"
      />
    </div>
  );
}

function useTypedDigits(press: (key: string) => void): void {
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const typesElsewhere = event.target instanceof HTMLInputElement;
      if (typesElsewhere || event.ctrlKey || event.altKey || event.metaKey) {
        return;
      }
      if (/^[0-9]$/.test(event.key)) {
        latest.current(event.key);
      } else if (event.key === "Backspace") {
        latest.current("backspace");
      } else {
        return;
      }
      // The last digit may bring another screen: it must not be typed into a field there.
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
