import { Delete } from "lucide-react";
import { Button } from "@/kit/components/button";
import { useTranslate } from "@/kit/i18n/language";

/** Crockford's base 32: no I, L, O and U. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export interface CodeKeysProps {
  readonly onLetter: (letter: string) => void;
  readonly onErase: () => void;
}

/** The letters of a code for fingers; they never take the focus from the field. */
export function CodeKeys({ onLetter, onErase }: CodeKeysProps) {
  const t = useTranslate();
  return (
    <div
      role="group"
      aria-label={t("recovery.keys")}
      className="grid max-w-xl grid-cols-11 gap-1.5 narrow:grid-cols-8"
    >
      {Array.from(LETTERS).map((letter) => (
        <Button
          key={letter}
          keepFocus
          tabIndex={-1}
          data-testid={`code-key-${letter}`}
          className="!px-0 font-mono"
          onClick={() => onLetter(letter)}
        >
          {letter}
        </Button>
      ))}
      <Button
        keepFocus
        tabIndex={-1}
        aria-label={t("recovery.erase")}
        data-testid="code-key-backspace"
        className="!px-0"
        onClick={onErase}
      >
        <Delete aria-hidden className="size-icon" />
      </Button>
    </div>
  );
}
