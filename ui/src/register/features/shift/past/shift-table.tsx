import type { ShiftRowView } from "@/register/api/bindings";
import { Table, type Column } from "@/kit/components/table";
import { useLanguage, useTranslate, type Translate } from "@/kit/i18n/language";
import { formatDayAndClock } from "@/kit/lib/format-time";

export interface ShiftTableProps {
  readonly rows: readonly ShiftRowView[];
  readonly shown: ShiftRowView | undefined;
  readonly onChoose: (shiftId: string) => void;
}

/** The shifts, newest first, with what came of each. */
export function ShiftTable({ rows, shown, onChoose }: ShiftTableProps) {
  const t = useTranslate();
  const language = useLanguage();
  return (
    <Table
      caption={t("shift.past-title")}
      columns={columns(t, (atMs) => formatDayAndClock(atMs, language))}
      rows={rows}
      rowKey={(row) => row.shift_id}
      {...(shown !== undefined && { selectedKey: shown.shift_id })}
      onRowPress={(row) => onChoose(row.shift_id)}
      testId="shifts-table"
    />
  );
}

function columns(t: Translate, moment: (atMs: number) => string): readonly Column<ShiftRowView>[] {
  return [
    {
      id: "number",
      header: t("shift.past-number"),
      cell: (row) => <span className="font-semibold">{row.number}</span>,
    },
    {
      id: "opened",
      header: t("shift.report-opened"),
      cell: (row) => (
        <span className="block">
          {moment(row.opened_at_ms)}
          <span className="block text-meta text-muted">{row.opened_by}</span>
        </span>
      ),
    },
    {
      id: "net",
      header: t("shift.report-net"),
      numeric: true,
      cell: (row) => row.net?.text ?? t("shift.report-still-open"),
    },
    {
      id: "difference",
      header: t("shift.report-difference"),
      numeric: true,
      className: "narrow:hidden",
      cell: (row) => row.difference?.text ?? "",
    },
  ];
}
