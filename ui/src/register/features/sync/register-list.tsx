import { MonitorSmartphone, Plus } from "lucide-react";
import { useState } from "react";
import type { RegisterView, SyncStatusView } from "@/register/api/bindings";
import { Badge } from "@/kit/components/badge";
import { Button } from "@/kit/components/button";
import { JoiningCodeDialog } from "@/register/enrolment/joining-code-dialog";
import { useTranslate } from "@/kit/i18n/language";
import { SyncSection } from "./sync-section";

export interface RegisterListProps {
  readonly sync: SyncStatusView;
  readonly isOwner: boolean;
}

/** The registers of the organization; the owner lets another one in. */
export function RegisterList({ sync, isOwner }: RegisterListProps) {
  const t = useTranslate();
  const [adding, setAdding] = useState(false);
  return (
    <SyncSection title={t("sync.registers")}>
      <ul data-testid="sync-registers" className="divide-y divide-hairline">
        {sync.registers.map((register) => (
          <RegisterRow key={register.register_id} register={register} />
        ))}
      </ul>
      <div className="border-t border-hairline p-4">
        {isOwner ? (
          <Button
            className="w-full"
            icon={<Plus aria-hidden className="size-icon" />}
            data-testid="add-register"
            onClick={() => setAdding(true)}
          >
            {t("enrolment.add-register")}
          </Button>
        ) : (
          <p className="text-meta text-muted">{t("enrolment.owner-only")}</p>
        )}
      </div>
      <JoiningCodeDialog
        open={adding}
        server={sync.server ?? ""}
        onClose={() => setAdding(false)}
      />
    </SyncSection>
  );
}

function RegisterRow({ register }: { readonly register: RegisterView }) {
  const t = useTranslate();
  return (
    <li className="flex min-h-touch items-center gap-3 px-5 py-2">
      <MonitorSmartphone aria-hidden className="size-icon shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate font-semibold">{register.name}</span>
      {register.this && <Badge tone="selected">{t("sync.register-this")}</Badge>}
      {register.status === "revoked" && <Badge tone="warn">{t("sync.register-revoked")}</Badge>}
    </li>
  );
}
