import { FileText, Network, PrinterX, Usb } from "lucide-react";
import type { PrinterInput, PrinterKind } from "@/register/api/bindings";
import { ChoiceCards } from "@/kit/components/choice-cards";
import { Select } from "@/kit/components/select";
import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import { PrinterTest } from "./printer-test";

const KINDS = ["none", "device", "tcp", "file"] as const;

const ICON: Readonly<Record<PrinterKind, React.ReactNode>> = {
  none: <PrinterX aria-hidden />,
  device: <Usb aria-hidden />,
  tcp: <Network aria-hidden />,
  file: <FileText aria-hidden />,
};

export interface PrinterFieldsProps {
  readonly printer: PrinterInput;
  readonly onChange: (printer: PrinterInput) => void;
  readonly autoFocus?: boolean;
  /** What is wrong with the target, if something is. */
  readonly targetError?: string | undefined;
}

/** How the receipt printer is reached, with a test page. */
export function PrinterFields({ printer, onChange, autoFocus, targetError }: PrinterFieldsProps) {
  const t = useTranslate();
  return (
    <div className="flex flex-col gap-4">
      <ChoiceCards
        label={t("printer.kind")}
        columns={2}
        testId="printer-kind"
        value={printer.kind}
        autoFocus={autoFocus ?? false}
        onValueChange={(kind) => onChange({ ...printer, kind, target: "" })}
        choices={KINDS.map((kind) => ({
          value: kind,
          label: t(`printer.${kind}`),
          hint: t(`printer.${kind}-hint`),
          icon: ICON[kind],
        }))}
      />
      {printer.kind !== "none" && (
        <>
          <div className="grid grid-cols-2 gap-4">
            <TextField
              label={t(`printer.target-${printer.kind}`)}
              hint={t(`printer.target-${printer.kind}-hint`)}
              error={targetError}
              value={printer.target}
              data-testid="printer-target"
              onValueChange={(target) => onChange({ ...printer, target })}
            />
            <Select
              label={t("printer.columns")}
              testId="printer-columns"
              value={String(printer.columns) as "32" | "42" | "48"}
              options={(["32", "42", "48"] as const).map((value) => ({
                value,
                label: t(`printer.columns-${value}`),
              }))}
              onValueChange={(columns) => onChange({ ...printer, columns: Number(columns) })}
            />
          </div>
          <PrinterTest printer={printer} />
        </>
      )}
    </div>
  );
}
