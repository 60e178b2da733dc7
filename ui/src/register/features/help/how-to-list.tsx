import { useTranslate } from "@/kit/i18n/language";
import type { HowTo } from "./help-search";

/** What to do, in a sentence or two each. */
export function HowToList({ howTos }: { readonly howTos: readonly HowTo[] }) {
  const t = useTranslate();
  return (
    <section data-testid="help-how-tos" className="flex flex-col gap-4">
      <h3 className="text-register">{t("help.how-to")}</h3>
      {howTos.map((howTo) => (
        <article key={howTo}>
          <h4 className="font-semibold">{t(`help.${howTo}-title`)}</h4>
          <p className="text-muted">{t(`help.${howTo}-text`)}</p>
        </article>
      ))}
    </section>
  );
}
