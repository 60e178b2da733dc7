import { useState, type KeyboardEvent } from "react";
import { Button } from "@/kit/components/button";
import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import { CodeKeys } from "./code-keys";
import { groupsOf, groupText, isGroupWhole } from "./recovery-text";

export interface AskedGroupsProps {
  readonly code: string;
  readonly onRight: () => void;
  readonly onBack: () => void;
}

/** Two groups of the code are asked for: only who wrote it down can answer. */
export function AskedGroups({ code, onRight, onBack }: AskedGroupsProps) {
  const t = useTranslate();
  const groups = groupsOf(code);
  const [places] = useState(() => twoPlaces(groups.length));
  const [typed, setTyped] = useState<readonly string[]>(places.map(() => ""));
  const [isTried, setTried] = useState(false);
  const [active, setActive] = useState(0);
  const isWrong = (one: number): boolean => typed[one] !== groups[places[one] ?? -1];
  const write = (one: number, text: string): void => {
    setTried(false);
    setTyped(typed.map((known, at) => (at === one ? groupText(text) : known)));
  };
  const press = (letter: string): void => {
    const text = (typed[active] ?? "") + letter;
    write(active, text);
    // A finger goes on in the next field without pressing it first.
    if (isGroupWhole(text) && active + 1 < places.length) {
      setActive(active + 1);
    }
  };
  const submit = (): void => {
    setTried(true);
    if (!places.some((_place, one) => isWrong(one))) {
      onRight();
    }
  };
  return (
    <div
      className="flex flex-col gap-4"
      data-testid="recovery-asked"
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
          event.preventDefault();
          event.stopPropagation();
          submit();
        }
      }}
    >
      <p className="text-register">{t("recovery.ask")}</p>
      <div className="flex gap-6">
        {places.map((place, one) => (
          <TextField
            key={place}
            label={t("recovery.group", { number: place + 1 })}
            error={isTried && isWrong(one) ? t("recovery.group-wrong") : undefined}
            size="register"
            acceptsScans
            autoFocus={one === 0}
            fieldClassName="w-56"
            className="font-mono tracking-widest uppercase"
            data-testid={`recovery-group-${place + 1}`}
            value={typed[one] ?? ""}
            onFocus={() => setActive(one)}
            onValueChange={(text) => write(one, text)}
          />
        ))}
      </div>
      <CodeKeys
        onLetter={press}
        onErase={() => write(active, (typed[active] ?? "").slice(0, -1))}
      />
      <div className="flex gap-3">
        <Button data-testid="recovery-show-again" onClick={onBack}>
          {t("recovery.show-again")}
        </Button>
        <Button variant="primary" data-testid="recovery-confirm" onClick={submit}>
          {t("recovery.confirm")}
        </Button>
      </div>
    </div>
  );
}

/** Two different places, in their order. */
function twoPlaces(count: number): readonly number[] {
  const first = Math.floor(Math.random() * count);
  const second = (first + 1 + Math.floor(Math.random() * (count - 1))) % count;
  return [first, second].sort((a, b) => a - b);
}
