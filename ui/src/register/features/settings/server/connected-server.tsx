import { useNavigate } from "@tanstack/react-router";
import { Cloud, Plus } from "lucide-react";
import { useState } from "react";
import type { SyncStatusView } from "@/register/api/bindings";
import { Badge } from "@/kit/components/badge";
import { Button } from "@/kit/components/button";
import { JoiningCodeDialog } from "@/register/enrolment/joining-code-dialog";
import { useTranslate } from "@/kit/i18n/language";

/** The server the shop has, with the ways to its state and to one more register. */
export function ConnectedServer({ sync }: { readonly sync: SyncStatusView }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  return (
    <section
      data-testid="settings-server-connected"
      className="flex flex-col gap-5 rounded-panel border border-hairline bg-surface p-6"
    >
      <div className="flex items-start gap-4">
        <Cloud aria-hidden className="size-8 shrink-0 text-pay" />
        <div className="min-w-0 flex-1">
          <p className="text-register font-semibold">{sync.organization_name}</p>
          <p data-selectable className="break-all">
            {sync.server}
          </p>
          <p className="text-meta text-muted">
            {t("settings.server-registers", { count: sync.registers.length })}
          </p>
        </div>
        <Badge tone="good">{t("settings.server-joined")}</Badge>
      </div>
      <div className="flex gap-2">
        <Button data-testid="settings-server-see" onClick={() => void navigate({ to: "/sync" })}>
          {t("settings.server-see")}
        </Button>
        <Button
          icon={<Plus aria-hidden className="size-icon" />}
          data-testid="settings-server-add"
          onClick={() => setAdding(true)}
        >
          {t("enrolment.add-register")}
        </Button>
      </div>
      <JoiningCodeDialog
        open={adding}
        server={sync.server ?? ""}
        onClose={() => setAdding(false)}
      />
    </section>
  );
}
