import { useState } from "react";
import { Button } from "@/kit/components/button";
import { Dialog } from "@/kit/components/dialog";
import { Keypad } from "@/kit/components/keypad";
import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import { scannedWithin } from "@/kit/scanner/start-scanner";
import { typedInto } from "./typed-into";

/** What a quantity is asked for. */
export interface QuantityQuestion {
  readonly name: string;
  readonly unit: string | null;
  /** The present quantity; empty for a weight that is asked for the first time. */
  readonly text: string;
  /** A weight, not a count. */
  readonly weighed: boolean;
  readonly onAnswer: (text: string) => void;
}

/** An Enter this soon after a scan is the scanner's. */
const SCANNER_ENTER_MS = 300;

/** Asks how many, or how heavy. */
export function QuantityDialog({
  question,
  onClose,
}: {
  readonly question: QuantityQuestion | undefined;
  readonly onClose: () => void;
}) {
  const t = useTranslate();
  return (
    <Dialog
      open={question !== undefined}
      onClose={onClose}
      title={t(question?.weighed === true ? "sell.weight" : "keys.quantity")}
      width="narrow"
      testId="quantity-dialog"
    >
      {question !== undefined && <QuantityForm question={question} onClose={onClose} />}
    </Dialog>
  );
}

function QuantityForm({
  question,
  onClose,
}: {
  readonly question: QuantityQuestion;
  readonly onClose: () => void;
}) {
  const t = useTranslate();
  const [text, setText] = useState(question.text);
  const [untouched, setUntouched] = useState(true);
  const isZero = /^[0.,]+$/.test(text);
  const press = (key: string): void => {
    setText(typedInto(untouched ? "" : text, key));
    setUntouched(false);
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (text !== "" && !isZero && !scannedWithin(SCANNER_ENTER_MS)) {
          onClose();
          question.onAnswer(text);
        }
      }}
    >
      <TextField
        autoFocus
        size="register"
        inputMode="decimal"
        data-testid="quantity-field"
        label={question.name}
        hint={question.unit ?? t("sell.pieces")}
        error={isZero && !untouched ? t("sell.quantity-zero") : undefined}
        value={text}
        onFocus={(event) => event.target.select()}
        onValueChange={(value) => {
          setText(value.replace(/[^0-9.,]/g, ""));
          setUntouched(false);
        }}
        className="text-right !text-scan font-bold"
      />
      <Keypad layout="quantity" onKey={press} dense />
      <Button type="submit" variant="primary" size="register" data-testid="quantity-ok">
        {t("shell.ok")}
      </Button>
    </form>
  );
}
