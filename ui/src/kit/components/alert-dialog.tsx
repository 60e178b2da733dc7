import { AlertDialog as Radix } from "radix-ui";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslate } from "@/kit/i18n/language";
import { RESTING_MS } from "@/kit/keyboard/use-deliberate";
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
  /** Where Enter is: on the way out unless said otherwise. */
  readonly startsOn?: "cancel" | "confirm";
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

function AlertBody(props: AlertDialogProps) {
  const { title, description, confirm, danger = false, onConfirm, startsOn = "cancel" } = props;
  const t = useTranslate();
  const confirmButton = useRef<HTMLButtonElement>(null);
  const [openedAt] = useState(() => performance.now());
  // A key that is still held, or pressed twice, answers no question.
  const rest = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.repeat || performance.now() - openedAt < RESTING_MS)) {
      event.preventDefault();
    }
  };
  useEffect(() => {
    if (startsOn === "confirm") {
      confirmButton.current?.focus();
    }
  }, [startsOn]);
  useModalKeys();
  useScanPolicy(REFUSE_SCANS);
  return (
    <>
      <Radix.Title className="text-title font-bold">{title}</Radix.Title>
      <Radix.Description className="text-register">{description}</Radix.Description>
      <div className="flex justify-end gap-2">
        <Radix.Cancel asChild>
          <Button data-testid="alert-cancel" className="ring-on-focus">
            {t("shell.cancel")}
          </Button>
        </Radix.Cancel>
        <Button
          ref={confirmButton}
          data-testid="alert-confirm"
          className="ring-on-focus"
          variant={danger ? "danger" : "primary"}
          onKeyDown={rest}
          onClick={onConfirm}
        >
          {confirm}
        </Button>
      </div>
    </>
  );
}
