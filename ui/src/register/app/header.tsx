import { useQuery } from "@tanstack/react-query";
import { Lock, Printer, TriangleAlert, UserRound } from "lucide-react";
import type { AlertCode, StatusView } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { statusQuery } from "@/register/api/queries";
import { Badge } from "@/kit/components/badge";
import { IconButton } from "@/kit/components/icon-button";
import { useTranslate } from "@/kit/i18n/language";
import { AlertChip } from "./alert-chip";
import { MainMenu } from "./main-menu";
import { SyncChip } from "./sync-chip";
import { useWindowFocus } from "./use-window-focus";

export interface HeaderProps {
  readonly menuOpen: boolean;
  readonly onMenuOpenChange: (open: boolean) => void;
  readonly onHelp: () => void;
  readonly onQueue: () => void;
}

/** Which shop, register and shift this is, who stands here, and what needs attention. */
export function Header(props: HeaderProps) {
  const t = useTranslate();
  const status = useQuery(statusQuery).data;
  if (status === undefined) {
    return null;
  }
  const shift =
    status.shift === null ? t("shell.no-shift") : t("shell.shift", { number: status.shift.number });
  return (
    <header className="@container/header flex h-header shrink-0 items-center gap-3 border-b border-hairline bg-surface pr-1 pl-1">
      <MainMenu
        open={props.menuOpen}
        onOpenChange={props.onMenuOpenChange}
        status={status}
        onHelp={props.onHelp}
      />
      <p className="flex min-w-0 items-baseline gap-2 truncate">
        <span className="truncate font-bold">{status.store_name}</span>
        <span className="text-meta whitespace-nowrap text-muted">
          {status.register_name} · <span data-testid="header-shift">{shift}</span>
        </span>
      </p>
      <div className="ml-auto flex items-center gap-2">
        <StatusChips status={status} onQueue={props.onQueue} />
        <SyncChip />
        <span className="flex items-center gap-2 pl-2 whitespace-nowrap">
          <UserRound aria-hidden className="size-icon text-muted" />
          <span data-testid="header-user" className="font-semibold">
            {status.user?.full_name}
          </span>
        </span>
        <IconButton
          label={t("shell.lock")}
          icon={<Lock aria-hidden className="size-icon" />}
          size="admin"
          keepFocus
          data-testid="lock-button"
          onClick={() => void api.sessionLock()}
        />
      </div>
    </header>
  );
}

/** What only an owner can mend alarms nobody else every day. */
function isFor(code: AlertCode, status: StatusView): boolean {
  switch (code) {
    case "printer_failing":
      return false;
    case "key_file_in_use":
    case "recovery_code_missing":
      return status.user?.role === "owner";
    case "clock_suspect":
    case "shift_open_too_long":
    case "catalog_empty":
    case "backup_failing":
      return true;
  }
}

/** Nothing while all is well. */
function StatusChips({
  status,
  onQueue,
}: {
  readonly status: StatusView;
  readonly onQueue: () => void;
}) {
  const t = useTranslate();
  const focused = useWindowFocus();
  const { failed } = status.print_queue;
  return (
    <>
      {!focused && (
        <Badge tone="warn" icon={<TriangleAlert aria-hidden className="size-4" />}>
          {t("shell.window-inactive")}
        </Badge>
      )}
      {status.alerts
        .filter((alert) => isFor(alert.code, status))
        .map((alert) => (
          <AlertChip key={alert.code} alert={alert} />
        ))}
      {failed > 0 && (
        <button
          type="button"
          data-testid="print-queue-chip"
          className="min-h-admin rounded-control"
          onMouseDown={(event) => event.preventDefault()}
          onClick={onQueue}
        >
          <Badge tone="danger" icon={<Printer aria-hidden className="size-4" />}>
            {t("shell.printer-failing", { count: failed })}
          </Badge>
        </button>
      )}
    </>
  );
}
