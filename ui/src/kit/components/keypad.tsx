import { clsx } from "clsx";
import { Delete } from "lucide-react";
import { decimalMark } from "@/kit/i18n/decimal-mark";
import { useLanguage, useTranslate } from "@/kit/i18n/language";
import { Button } from "./button";

/** A key of the pad: a digit, two or three zeros, the decimal mark, or `backspace`. */
export type KeypadKey = string;

export type KeypadLayout = "money" | "pin" | "quantity";

const ROWS: Readonly<Record<KeypadLayout, readonly KeypadKey[]>> = {
  money: ["7", "8", "9", "4", "5", "6", "1", "2", "3", "0", "000", "backspace"],
  pin: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "backspace"],
  quantity: ["7", "8", "9", "4", "5", "6", "1", "2", "3", "0", "decimal", "backspace"],
};

export interface KeypadProps {
  /** `money` and `quantity` are laid out like a calculator, `pin` like a telephone. */
  readonly layout: KeypadLayout;
  readonly onKey: (key: KeypadKey) => void;
  readonly disabled?: boolean;
  readonly className?: string;
  /** Narrower keys, 48 px high, for low windows. */
  readonly dense?: boolean;
}

/** Digits for fingers; keys never take the focus, so a keyboard can go on in between. */
export function Keypad({ layout, onKey, disabled = false, className, dense = false }: KeypadProps) {
  const t = useTranslate();
  const mark = decimalMark(useLanguage());
  const keys = ROWS[layout].map((key) => (key === "decimal" ? mark : key));
  return (
    <div
      role="group"
      aria-label={t("shell.keypad")}
      className={clsx("grid grid-cols-3 gap-2", className)}
    >
      {keys.map((key, place) =>
        key === "" ? (
          <span key={`gap-${place}`} />
        ) : (
          <Button
            key={key}
            size={dense ? "touch" : "register"}
            keepFocus
            disabled={disabled}
            tabIndex={-1}
            data-testid={`key-${key}`}
            aria-label={key === "backspace" ? t("shell.backspace") : key}
            className="!text-amount !px-0"
            onClick={() => onKey(key)}
          >
            {key === "backspace" ? <Delete aria-hidden className="size-icon-lg" /> : key}
          </Button>
        ),
      )}
    </div>
  );
}
