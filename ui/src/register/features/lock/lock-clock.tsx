import type { StatusView } from "@/register/api/bindings";
import { useLanguage } from "@/kit/i18n/language";
import { formatClock, formatDay } from "@/kit/lib/format-time";
import { useNow } from "@/kit/lib/use-now";

/** Which shop and register this is, and what time: readable from across the counter. */
export function LockClock({ status }: { readonly status: StatusView }) {
  const language = useLanguage();
  const now = useNow(1000);
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <div className="min-w-0">
        <h1 data-testid="lock-store" className="line-clamp-2 text-scan">
          {status.store_name}
        </h1>
        <p className="text-register text-muted">{status.register_name}</p>
      </div>
      <p className="text-right">
        <time className="figures block text-total font-bold">{formatClock(now, language)}</time>
        <span className="text-register text-muted">{formatDay(now, language)}</span>
      </p>
    </header>
  );
}
