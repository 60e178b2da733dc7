import type { PaymentView } from "@/register/api/bindings";
import { AlertDialog } from "@/kit/components/alert-dialog";
import { useTranslate } from "@/kit/i18n/language";

export interface RemovePartDialogProps {
  /** The part to take out; none closes the question. */
  readonly part: PaymentView | undefined;
  readonly onRemove: () => void;
  readonly onKeep: () => void;
}

/** Asks before a part is forgotten: its money has moved and must go back first. */
export function RemovePartDialog({ part, onRemove, onKeep }: RemovePartDialogProps) {
  const t = useTranslate();
  return (
    <AlertDialog
      open={part !== undefined}
      testId="remove-part-dialog"
      title={t("keys.remove-payment")}
      description={
        part === undefined
          ? ""
          : t("tender.remove-question", {
              method: t(`sell.method-${part.method}`),
              amount: part.tendered.text,
            })
      }
      confirm={t("keys.remove-payment")}
      danger
      onConfirm={onRemove}
      onCancel={onKeep}
    />
  );
}
