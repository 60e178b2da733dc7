import { clsx } from "clsx";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslate } from "@/kit/i18n/language";
import { useModalKeys, type DialogKeys } from "@/kit/keyboard/use-keys";
import type { ScanPolicy } from "@/kit/scanner/scan-policy";
import { REFUSE_SCANS, useScanPolicy } from "@/kit/scanner/use-scan-policy";
import { IconButton } from "./icon-button";

const WIDTH = { narrow: "max-w-md", medium: "max-w-2xl", wide: "max-w-5xl" } as const;

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly width?: keyof typeof WIDTH;
  /** What a scan does while the dialog is open; refused with a sound unless said otherwise. */
  readonly scanPolicy?: ScanPolicy;
  /** Keys of its own; all others rest while it is open. */
  readonly keys?: DialogKeys;
  readonly footer?: ReactNode;
  readonly children?: ReactNode;
  readonly testId?: string;
}

/** A panel over the screen; Esc closes it, and the keys of the screen below rest. */
export function Dialog(props: DialogProps) {
  return (
    <Radix.Root open={props.open} onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-30 bg-scrim" />
        <Radix.Content
          data-testid={props.testId}
          {...(props.description === undefined && { "aria-describedby": undefined })}
          className={clsx(
            "fixed top-1/2 left-1/2 z-40 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)]",
            "-translate-x-1/2 -translate-y-1/2 flex-col rounded-panel border border-hairline",
            "bg-surface text-text focus:outline-none",
            WIDTH[props.width ?? "medium"],
          )}
        >
          <DialogBody {...props} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function DialogBody({ title, description, scanPolicy, keys, footer, children }: DialogProps) {
  const t = useTranslate();
  useModalKeys(keys);
  useScanPolicy(scanPolicy ?? REFUSE_SCANS);
  return (
    <>
      <header className="flex items-start gap-4 border-b border-hairline py-3 pr-3 pl-6">
        <div className="flex-1 py-2">
          <Radix.Title className="text-title font-bold">{title}</Radix.Title>
          {description !== undefined && (
            <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>
          )}
        </div>
        <Radix.Close asChild>
          <IconButton label={t("shell.close")} icon={<X aria-hidden className="size-icon-lg" />} />
        </Radix.Close>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-6 py-4">{children}</div>
      {footer !== undefined && (
        <footer className="flex justify-end gap-2 border-t border-hairline px-6 py-4">
          {footer}
        </footer>
      )}
    </>
  );
}
