import { AlertDialog as Radix } from "radix-ui";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslate } from "@/kit/i18n/language";
import { RESTING_MS } from "@/kit/keyboard/use-deliberate";
import { chordLabel } from "@/kit/keyboard/chord";
import { keyMap } from "@/kit/keyboard/key-map";
import { dialogKeys, useModalKeys } from "@/kit/keyboard/use-keys";
import { REFUSE_SCANS, useScanPolicy } from "@/kit/scanner/use-scan-policy";
import { Button } from "./button";
import { KeyCap } from "./key-hint";

export interface AlertDialogProps {
  readonly open: boolean;
  readonly title: ReactNode;
  readonly description: ReactNode;
  readonly confirm: ReactNode;
  readonly danger?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  /**
   * What is asked about, large. With it Enter answers nothing until a button is chosen, so that
   * neither a second Enter nor a scanner's answers for a person; Ctrl+Enter confirms.
   */
  readonly figure?: ReactNode;
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

const CONFIRM = "Ctrl+Enter";

/** The key that no scanner sends and nobody presses twice. */
const FIGURE_KEYS = keyMap("shell.shortcuts", [
  { chord: CONFIRM, action: "confirm", label: "keys.go-on" },
]);

function AlertBody(props: AlertDialogProps) {
  const { title, description, confirm, danger = false, onConfirm, figure } = props;
  const t = useTranslate();
  const asksFigure = figure !== undefined;
  const shown = useRef<HTMLParagraphElement>(null);
  const [openedAt] = useState(() => performance.now());
  // A key that is still held, or pressed twice, answers no question.
  const rest = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.repeat || performance.now() - openedAt < RESTING_MS)) {
      event.preventDefault();
    }
  };
  useEffect(() => shown.current?.focus(), []);
  useModalKeys(asksFigure ? dialogKeys(FIGURE_KEYS, { confirm: onConfirm }) : undefined);
  useScanPolicy(REFUSE_SCANS);
  return (
    <>
      <Radix.Title className="text-title font-bold">{title}</Radix.Title>
      {asksFigure && (
        <p
          ref={shown}
          tabIndex={-1}
          data-testid="alert-figure"
          className="figures text-amount font-bold focus:outline-none"
        >
          {figure}
        </p>
      )}
      <Radix.Description className="text-register">{description}</Radix.Description>
      <div className="flex flex-wrap justify-end gap-2">
        <Radix.Cancel asChild>
          <Button data-testid="alert-cancel" className="ring-on-focus">
            {t("shell.cancel")} {asksFigure && <KeyCap>{chordLabel("Escape")}</KeyCap>}
          </Button>
        </Radix.Cancel>
        <Button
          data-testid="alert-confirm"
          className="ring-on-focus"
          variant={danger ? "danger" : "primary"}
          onKeyDown={rest}
          onClick={onConfirm}
        >
          {confirm} {asksFigure && <KeyCap>{CONFIRM}</KeyCap>}
        </Button>
      </div>
    </>
  );
}
