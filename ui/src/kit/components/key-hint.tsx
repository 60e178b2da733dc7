import type { ReactNode } from "react";
import { useTranslate } from "@/kit/i18n/language";
import { chordLabel } from "@/kit/keyboard/chord";
import { footerBindings, type KeyMap } from "@/kit/keyboard/key-map";

/** A key as it looks on the keyboard. */
export function KeyCap({ children }: { readonly children: ReactNode }) {
  return (
    <kbd className="rounded border border-border bg-surface px-1.5 font-sans text-meta font-semibold text-text">
      {children}
    </kbd>
  );
}

/** The keys of a screen along its foot: they teach the keyboard without training. */
export function KeyHints({
  screen,
  frame,
  isCashier = false,
}: {
  readonly screen: KeyMap | undefined;
  readonly frame: KeyMap;
  readonly isCashier?: boolean;
}) {
  const t = useTranslate();
  return (
    <footer
      aria-label={t("shell.shortcuts")}
      className="flex h-footer shrink-0 @max-[46rem]/window:hidden items-center gap-x-5 overflow-hidden border-t border-hairline bg-bg px-4 text-meta whitespace-nowrap text-muted"
    >
      {footerBindings(screen, frame, isCashier).map((binding) => (
        <span key={binding.chord} className="inline-flex items-center gap-1.5">
          <KeyCap>{chordLabel(binding.chord)}</KeyCap>
          {t(binding.label)}
        </span>
      ))}
    </footer>
  );
}
