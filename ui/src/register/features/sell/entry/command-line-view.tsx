import { Search } from "lucide-react";
import { Button } from "@/kit/components/button";
import { KeyCap } from "@/kit/components/key-hint";
import { useTranslate } from "@/kit/i18n/language";
import { useCommandLine } from "./command-line";

/** What was typed so far; it looks like a field, but hears the keys without the focus. */
export function CommandLineView({ onFind }: { readonly onFind: () => void }) {
  const t = useTranslate();
  const { text, quantity } = useCommandLine();
  return (
    <div className="flex shrink-0 gap-2">
      <div
        role="status"
        aria-label={t("sell.command-line")}
        data-testid="command-line"
        className="flex h-register min-w-0 flex-1 items-center gap-3 rounded-control border-2 border-primary bg-surface px-4 text-amount"
      >
        {quantity !== null && (
          <span
            data-testid="command-quantity"
            className="rounded-control bg-selected px-2 py-1 font-bold whitespace-nowrap"
          >
            {quantity} ×
          </span>
        )}
        {text === "" ? (
          <span className="truncate text-register text-muted">{t("sell.command-hint")}</span>
        ) : (
          <span data-testid="command-text" className="truncate font-semibold">
            {text}
          </span>
        )}
      </div>
      <Button
        size="register"
        keepFocus
        data-testid="find-button"
        icon={<Search aria-hidden className="size-icon-lg" />}
        onClick={onFind}
      >
        {t("keys.find")}
        <span className="narrow:hidden">
          <KeyCap>F2</KeyCap>
        </span>
      </Button>
    </div>
  );
}
