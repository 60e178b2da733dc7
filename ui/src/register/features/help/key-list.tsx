import { KeyCap } from "@/kit/components/key-hint";
import { useTranslate } from "@/kit/i18n/language";
import { chordLabel } from "@/kit/keyboard/chord";
import type { KeyMap } from "@/kit/keyboard/key-map";

/** The shortcuts by the screen on which they work. */
export function KeyList({ keys }: { readonly keys: readonly KeyMap[] }) {
  const t = useTranslate();
  return (
    <section data-testid="help-keys" className="flex flex-col gap-5">
      <h3 className="text-register">{t("help.keys")}</h3>
      {keys.map(({ title, bindings }) => (
        <div key={title}>
          <h4 className="mb-1 text-meta font-semibold text-muted">{t(title)}</h4>
          <dl>
            {bindings.map((binding) => (
              <div
                key={binding.chord}
                className="flex min-h-9 items-center gap-4 border-b border-hairline"
              >
                <dt className="w-36 shrink-0">
                  <KeyCap>{chordLabel(binding.chord)}</KeyCap>
                </dt>
                <dd>{t(binding.label)}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </section>
  );
}
