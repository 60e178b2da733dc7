import { create } from "zustand";
import { useEffect } from "react";
import { useTranslate } from "@/kit/i18n/language";
import { onRefusedScan } from "@/kit/scanner/scan-queue";
import { Banner, type BannerTone } from "./banner";
import { Button } from "./button";

interface Toast {
  readonly id: number;
  readonly tone: BannerTone;
  readonly text: string;
}

const SHOWN_MS = 6000;
const SHOWN_MAX = 3;

const useToasts = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));
let lastId = 0;

/** Says something in passing. What must be acted on is a banner or a dialog, not a toast. */
export function showToast(tone: BannerTone, text: string): void {
  lastId += 1;
  const toast = { id: lastId, tone, text };
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, toast].slice(-SHOWN_MAX) }));
}

function closeToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

/** Takes all notices away: what was said to one person is not for the next. */
export function clearToasts(): void {
  useToasts.setState({ toasts: [] });
}

/** Where toasts appear; one for the application. */
export function ToastRegion() {
  const t = useTranslate();
  const toasts = useToasts((state) => state.toasts);
  // Where a scan is refused and the screen has no word for it, this is the word.
  useEffect(
    () => onRefusedScan((code) => showToast("warn", t("shell.scan-refused", { code }))),
    [t],
  );
  return (
    <div
      aria-label={t("shell.notice")}
      role="region"
      className="pointer-events-none fixed bottom-10 left-4 z-50 flex w-96 max-w-[calc(100vw-2rem)] flex-col gap-2"
    >
      {toasts.map((toast) => (
        <ToastView key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastView({ toast }: { readonly toast: Toast }) {
  const t = useTranslate();
  useEffect(() => {
    const timer = setTimeout(() => closeToast(toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast.id]);
  return (
    <div className="pointer-events-auto rounded-control border border-border">
      <Banner
        tone={toast.tone}
        title={toast.text}
        testId="toast"
        actions={
          <Button
            size="admin"
            variant="ghost"
            keepFocus
            className="!text-inherit underline enabled:hover:!bg-transparent"
            onClick={() => closeToast(toast.id)}
          >
            {t("shell.close")}
          </Button>
        }
      />
    </div>
  );
}
