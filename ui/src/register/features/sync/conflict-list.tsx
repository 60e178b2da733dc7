import { useNavigate } from "@tanstack/react-router";
import { X } from "lucide-react";
import { api } from "@/register/api/client";
import type { ConflictView } from "@/register/api/bindings";
import { IconButton } from "@/kit/components/icon-button";
import { Table, type Column } from "@/kit/components/table";
import { useLanguage, useTranslate, type Translate } from "@/kit/i18n/language";
import { formatSince } from "@/kit/lib/format-time";
import { SyncSection } from "./sync-section";
import { useSyncCommand } from "./use-sync-command";

export interface ConflictListProps {
  readonly conflicts: readonly ConflictView[];
  readonly now: number;
}

/** Where two registers changed one field: what is in force, what lost, whose it was. */
export function ConflictList({ conflicts, now }: ConflictListProps) {
  const t = useTranslate();
  return (
    <SyncSection title={t("sync.conflicts")} hint={t("sync.conflicts-hint")}>
      <Table
        caption={t("sync.conflicts")}
        columns={useColumns(now)}
        rows={conflicts}
        rowKey={(conflict) => conflict.conflict_id}
        testId="sync-conflicts"
      />
    </SyncSection>
  );
}

function useColumns(now: number): readonly Column<ConflictView>[] {
  const t = useTranslate();
  const language = useLanguage();
  const value = (text: string): string => (text === "" ? t("sync.empty-value") : text);
  return [
    {
      id: "product",
      header: t("sync.conflict-product"),
      className: "!pl-5",
      cell: (conflict) => <ProductName conflict={conflict} />,
    },
    {
      id: "field",
      header: t("sync.conflict-field"),
      cell: ({ field }) => t(`sync.field-${field}`),
    },
    {
      id: "kept",
      header: t("sync.conflict-kept"),
      cell: (conflict) => <span className="font-semibold">{value(conflict.kept_text)}</span>,
    },
    {
      id: "lost",
      header: t("sync.conflict-lost"),
      cell: (conflict) => (
        <span className="text-muted line-through">{value(conflict.lost_text)}</span>
      ),
    },
    {
      id: "by",
      header: t("sync.conflict-by"),
      cell: (conflict) => (
        <span className="whitespace-nowrap">
          {registerOf(conflict, t)}
          <span className="block text-meta text-muted">
            {formatSince(conflict.at_ms, now, language)}
          </span>
        </span>
      ),
    },
    {
      id: "dismiss",
      header: <span className="sr-only">{t("sync.conflict-dismiss")}</span>,
      className: "w-touch !px-1",
      cell: (conflict) => <Dismiss conflict={conflict} />,
    },
  ];
}

function registerOf(conflict: ConflictView, t: Translate): string {
  if (conflict.lost_here) {
    return t("sync.conflict-here");
  }
  return conflict.lost_register_name || t("sync.unknown-register");
}

function ProductName({ conflict }: { readonly conflict: ConflictView }) {
  const t = useTranslate();
  const navigate = useNavigate();
  return (
    <button
      type="button"
      aria-label={t("sync.conflict-open", { name: conflict.product_name })}
      className="min-h-admin text-left font-semibold text-primary hover:underline"
      onClick={() => void navigate({ to: "/products", search: { product: conflict.product_id } })}
    >
      {conflict.product_name}
    </button>
  );
}

function Dismiss({ conflict }: { readonly conflict: ConflictView }) {
  const t = useTranslate();
  const dismiss = useSyncCommand(() => api.conflictDismiss(conflict.conflict_id));
  return (
    <IconButton
      label={t("sync.conflict-dismiss-of", { name: conflict.product_name })}
      icon={<X aria-hidden className="size-icon" />}
      disabled={dismiss.isPending}
      data-testid="conflict-dismiss"
      onClick={() => dismiss.mutate()}
    />
  );
}
