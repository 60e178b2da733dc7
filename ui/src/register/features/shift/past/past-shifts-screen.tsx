import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ClipboardList, Printer } from "lucide-react";
import { useState } from "react";
import type { ShiftRowView } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { textOf } from "@/register/api/errors";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { EmptyState } from "@/kit/components/empty-state";
import { Spinner } from "@/kit/components/progress";
import { showToast } from "@/kit/components/toast";
import { useTranslate } from "@/kit/i18n/language";
import { useKeys } from "@/kit/keyboard/use-keys";
import { PAST_SHIFTS_KEYS } from "../keys";
import { ReportView } from "../report/report-view";
import { ShiftTable } from "./shift-table";

const PAGE_ROWS = 50;

/** The shifts of this register and their reports, to read and to print again. */
export function PastShiftsScreen() {
  const t = useTranslate();
  const [chosen, setChosen] = useState<string>();
  const pages = useShifts();
  const rows = pages.data?.pages.flat() ?? [];
  const shown = rows.find((row) => row.shift_id === chosen) ?? rows[0];
  useListKeys(rows, shown, setChosen);
  return (
    <div
      data-testid="past-shifts-screen"
      className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)] stacked:block stacked:overflow-y-auto"
    >
      <section className="flex min-h-0 flex-col gap-3 border-r border-hairline bg-surface p-4 stacked:h-4/5">
        <h1 className="py-2 text-title">{t("shift.past-title")}</h1>
        {pages.error !== null && <Banner tone="danger" title={textOf(pages.error)} />}
        {rows.length === 0 && pages.isSuccess ? (
          <EmptyState icon={<ClipboardList aria-hidden />} title={t("shift.past-empty")} />
        ) : (
          <div className="min-h-0 flex-1 overflow-y-auto">
            <ShiftTable rows={rows} shown={shown} onChoose={setChosen} />
            {pages.hasNextPage && (
              <Button
                className="my-3 w-full"
                disabled={pages.isFetchingNextPage}
                onClick={() => void pages.fetchNextPage()}
              >
                {t("transactions.more")}
              </Button>
            )}
          </div>
        )}
      </section>
      {shown !== undefined && <PastReport shift={shown} />}
    </div>
  );
}

function PastReport({ shift }: { readonly shift: ShiftRowView }) {
  const t = useTranslate();
  const { data, error } = useQuery({
    queryKey: ["shift", shift.shift_id],
    queryFn: () => api.shiftShow(shift.shift_id),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <section className="flex min-h-0 flex-col gap-4 overflow-y-auto p-4">
      <header className="flex min-h-touch items-center justify-between gap-4">
        <h2 className="text-title">
          {t(shift.closed_at_ms === null ? "shift.report-x" : "shift.report-z")}
        </h2>
        {shift.closed_at_ms !== null && (
          <Button
            variant="primary"
            data-testid="shift-print"
            icon={<Printer aria-hidden className="size-icon" />}
            onClick={() => void printAgain(shift.shift_id, t("shift.past-printed"))}
          >
            {t("shift.past-print")}
          </Button>
        )}
      </header>
      {error !== null && <Banner tone="danger" title={textOf(error)} />}
      {data === undefined ? <Spinner label={t("shell.loading")} /> : <ReportView report={data} />}
    </section>
  );
}

async function printAgain(shiftId: string, told: string): Promise<void> {
  try {
    await api.shiftReportPrint(newCommandId(), shiftId);
    showToast("notice", told);
  } catch (error) {
    showToast("danger", textOf(error));
  }
}

function useShifts() {
  return useInfiniteQuery({
    queryKey: ["shifts"],
    queryFn: ({ pageParam }) => api.shiftList(pageParam, PAGE_ROWS),
    initialPageParam: null as number | null,
    getNextPageParam: (page: readonly ShiftRowView[]) =>
      page.length < PAGE_ROWS ? undefined : page.at(-1)?.number,
    staleTime: 0,
    gcTime: 0,
  });
}

function useListKeys(
  rows: readonly ShiftRowView[],
  shown: ShiftRowView | undefined,
  onChoose: (shiftId: string) => void,
): void {
  const navigate = useNavigate();
  const move = (by: 1 | -1) => (): void => {
    const place = rows.findIndex((row) => row === shown) + by;
    const next = rows[Math.max(0, Math.min(rows.length - 1, place))];
    if (next !== undefined) {
      onChoose(next.shift_id);
    }
  };
  useKeys(PAST_SHIFTS_KEYS, {
    actions: {
      previous: move(-1),
      next: move(1),
      escape: () => void navigate({ to: "/sell" }),
    },
  });
}
