import { AlertDialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslate } from "@/kit/i18n/language";
import { useModalKeys } from "@/kit/keyboard/use-keys";
import { REFUSE_SCANS, useScanPolicy } from "@/kit/scanner/use-scan-policy";
import { Button } from "./button";

export interface AlertDialogProps {
  readonly open: boolean;
  readonly title: ReactNode;
  readonly description: ReactNode;
  readonly confirm: ReactNode;
  readonly danger?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly testId?: string;
}

/** A question before something that cannot be taken back; the focus starts on the way out. */
export function AlertDialog(props: AlertDialogProps) {
  return (
    <Radix.Root open={props.open} onOpenChange={(open) => (open ? undefined : props.onCancel())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-30 bg-scrim" />
        <Radix.Content
          data-testid={props.testId}
          className="fixed top-1/2 left-1/2 z-40 flex w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 -translate-y-1/2 flex-col gap-4 rounded-panel border border-hairline bg-surface p-6 text-text focus:outline-none"
        >
          <AlertBody {...props} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function AlertBody({ title, description, confirm, danger = false, onConfirm }: AlertDialogProps) {
  const t = useTranslate();
  useModalKeys();
  useScanPolicy(REFUSE_SCANS);
  return (
    <>
      <Radix.Title className="text-title font-bold">{title}</Radix.Title>
      <Radix.Description className="text-register">{description}</Radix.Description>
      <div className="flex justify-end gap-2">
        <Radix.Cancel asChild>
          <Button data-testid="alert-cancel">{t("shell.cancel")}</Button>
        </Radix.Cancel>
        <Radix.Action asChild>
          <Button
            data-testid="alert-confirm"
            variant={danger ? "danger" : "primary"}
            onClick={onConfirm}
          >
            {confirm}
          </Button>
        </Radix.Action>
      </div>
    </>
  );
}
