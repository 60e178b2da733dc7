import { useBlocker } from "@tanstack/react-router";
import { useLayoutEffect, useRef } from "react";
import { useTranslate } from "@/kit/i18n/language";
import { AlertDialog } from "./alert-dialog";

export interface LeaveGuardProps {
  /** Whether something would be lost. */
  readonly active: boolean;
  readonly title?: string;
  /** What would be lost. */
  readonly text: string;
  /** It is given up. */
  readonly onLeave?: () => void;
}

/** Asks before a screen is left on which something was begun and not finished. */
export function LeaveGuard({ active, title, text, onLeave }: LeaveGuardProps) {
  const t = useTranslate();
  const guarding = useRef(false);
  // A screen that is done navigates as it goes: by then it guards nothing any more.
  useLayoutEffect(() => {
    guarding.current = active;
    return () => {
      guarding.current = false;
    };
  }, [active]);
  const blocker = useBlocker({
    shouldBlockFn: () => guarding.current,
    disabled: !active,
    enableBeforeUnload: false,
    withResolver: true,
  });
  return (
    <AlertDialog
      danger
      open={blocker.status === "blocked"}
      testId="leave-question"
      title={title ?? t("shell.leave-question")}
      description={text}
      confirm={t("shell.leave-anyway")}
      onConfirm={() => {
        onLeave?.();
        blocker.proceed?.();
      }}
      onCancel={() => blocker.reset?.()}
    />
  );
}
