import { useTranslate } from "@/kit/i18n/language";
import type { ApprovalFact } from "./approval-store";

/** What exactly is approved: nobody answers for what they cannot see. */
export function ApprovalFacts({ facts }: { readonly facts: readonly ApprovalFact[] }) {
  const t = useTranslate();
  if (facts.length === 0) {
    return null;
  }
  return (
    <dl data-testid="approval-facts" className="mb-4 rounded-panel bg-sunken px-4 py-3">
      {facts.map(({ label, value }) => (
        <div key={label} className="flex items-baseline justify-between gap-4 py-0.5">
          <dt className="text-muted">{t(label)}</dt>
          <dd className="figures text-right text-register font-semibold wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
