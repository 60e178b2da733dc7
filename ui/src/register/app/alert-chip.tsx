import { useNavigate } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { AlertCode, AlertView } from "@/register/api/bindings";
import { Badge } from "@/kit/components/badge";
import { Button } from "@/kit/components/button";
import { Dialog } from "@/kit/components/dialog";
import { useLanguage, useTranslate } from "@/kit/i18n/language";
import { formatDayAndClock } from "@/kit/lib/format-time";

interface Remedy {
  readonly to: "/products" | "/shift/close" | "/settings";
  readonly search?: { readonly tab: "backup" };
}

/** Where something can be done about it. */
const PLACE: Readonly<Partial<Record<AlertCode, Remedy>>> = {
  catalog_empty: { to: "/products" },
  shift_open_too_long: { to: "/shift/close" },
  backup_failing: { to: "/settings", search: { tab: "backup" } },
  recovery_code_missing: { to: "/settings", search: { tab: "backup" } },
};

/** What needs attention; a press says more, and leads to where it is mended. */
export function AlertChip({ alert }: { readonly alert: AlertView }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const place = PLACE[alert.code];
  return (
    <>
      <button
        type="button"
        data-testid={`alert-${alert.code}`}
        className="min-h-admin min-w-0 rounded-control"
        onClick={() => setOpen(true)}
      >
        <Badge tone="warn" icon={<TriangleAlert aria-hidden className="size-4 shrink-0" />}>
          <span className="max-w-56 truncate">{t(`shell.alert-${alert.code}`)}</span>
        </Badge>
      </button>
      <Dialog
        open={open}
        width="narrow"
        testId="alert-dialog"
        title={t(`shell.alert-${alert.code}`)}
        onClose={() => setOpen(false)}
        footer={
          place !== undefined && (
            <Button
              variant="primary"
              autoFocus
              data-testid="alert-go"
              onClick={() => {
                setOpen(false);
                void navigate(place);
              }}
            >
              {t("shell.alert-go")}
            </Button>
          )
        }
      >
        <Explanation alert={alert} />
      </Dialog>
    </>
  );
}

function Explanation({ alert }: { readonly alert: AlertView }) {
  const t = useTranslate();
  const language = useLanguage();
  if (alert.code === "printer_failing") {
    return null;
  }
  return (
    <>
      <p className="text-register">{t(`shell.alert-${alert.code}-text`)}</p>
      {alert.code === "clock_suspect" && (
        <dl className="figures mt-4 rounded-panel bg-sunken px-4 py-3">
          <Row
            label={t("shell.clock-now")}
            value={formatDayAndClock(new Date().getTime(), language)}
          />
          {alert.detail !== null && <Row label={t("shell.clock-newest")} value={alert.detail} />}
        </dl>
      )}
    </>
  );
}

function Row({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className="flex justify-between gap-4 py-0.5">
      <dt className="text-muted">{label}</dt>
      <dd className="font-semibold">{value}</dd>
    </div>
  );
}
