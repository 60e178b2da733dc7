import type { SyncStatusView } from "@/register/api/bindings";
import { useLanguage, useTranslate, type Translate } from "@/kit/i18n/language";
import type { Locale } from "@/kit/i18n/catalogue";
import { formatAge } from "@/kit/lib/format-time";
import { SyncSection } from "./sync-section";

/** A clock that is off by less makes no difference to anybody. */
const CLOCK_TOLERANCE_MS = 60_000;

/** Which server it is, whose, and whether the two clocks agree. */
export function ServerCard({ sync }: { readonly sync: SyncStatusView }) {
  const t = useTranslate();
  const language = useLanguage();
  return (
    <SyncSection title={t("sync.server")}>
      <dl data-selectable className="flex flex-col gap-3 px-5 pt-1 pb-5">
        <div>
          <dt className="text-meta text-muted">{t("enrolment.server-url")}</dt>
          <dd data-testid="sync-server" className="font-semibold break-all">
            {sync.server}
          </dd>
        </div>
        {sync.organization_name !== null && (
          <div>
            <dt className="text-meta text-muted">{t("sync.organization")}</dt>
            <dd className="font-semibold">{sync.organization_name}</dd>
          </div>
        )}
        {sync.server_offset_ms !== null && (
          <div>
            <dt className="text-meta text-muted">{t("sync.clock")}</dt>
            <dd data-testid="sync-clock" className="font-semibold">
              {clockText(sync.server_offset_ms, language, t)}
            </dd>
          </div>
        )}
      </dl>
    </SyncSection>
  );
}

/** The offset is the server's clock less this computer's. */
function clockText(offsetMs: number, language: Locale, t: Translate): string {
  const age = formatAge(Math.abs(offsetMs), language);
  if (Math.abs(offsetMs) < CLOCK_TOLERANCE_MS) {
    return t("sync.clock-right");
  }
  return t(offsetMs < 0 ? "sync.clock-ahead" : "sync.clock-behind", { age });
}
