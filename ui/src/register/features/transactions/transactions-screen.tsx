import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ReceiptText } from "lucide-react";
import { useDeferredValue, useState, type KeyboardEvent } from "react";
import type { TransactionRow } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { Badge } from "@/kit/components/badge";
import { Button } from "@/kit/components/button";
import { EmptyState } from "@/kit/components/empty-state";
import { Table, type Column } from "@/kit/components/table";
import { TextField } from "@/kit/components/text-field";
import { useTranslate, type Translate } from "@/kit/i18n/language";
import { useKeys } from "@/kit/keyboard/use-keys";
import { useScanPolicy } from "@/kit/scanner/use-scan-policy";
import { reprint } from "@/register/transaction/reprint";
import { TRANSACTIONS_KEYS } from "./keys";
import { TransactionDetail } from "./transaction-detail";

const PAGE_ROWS = 50;

/** What was sold, newest first, with its receipt at the side. */
export function TransactionsScreen() {
  const t = useTranslate();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<string>();
  const pages = useTransactions(useDeferredValue(text.trim()));
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = chosen ?? rows[0]?.transaction_id;
  const onSearchKey = useListKeys(rows, shown, setChosen);
  // A receipt that is scanned is looked for, wherever the focus is.
  useScanPolicy({
    mode: "accept",
    onScan: (code) => {
      setText(code);
      setChosen(undefined);
    },
  });
  return (
    <div
      data-testid="transactions-screen"
      className="grid min-h-0 flex-1 grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)] stacked:block stacked:overflow-y-auto"
    >
      <section className="flex min-h-0 flex-col gap-3 border-r border-hairline bg-surface p-4 stacked:h-4/5">
        <div className="flex items-end justify-between gap-4">
          <h1 className="py-2 text-title">{t("transactions.title")}</h1>
          <TextField
            label={t("transactions.search")}
            acceptsScans
            data-testid="transactions-search"
            fieldClassName="w-72"
            value={text}
            onKeyDown={onSearchKey}
            onValueChange={(value) => {
              setText(value);
              setChosen(undefined);
            }}
          />
        </div>
        {rows.some((row) => row.total === null) && (
          <p data-testid="transactions-hidden" className="text-meta text-muted">
            {t("transactions.hidden")}
          </p>
        )}
        {rows.length === 0 && pages.isSuccess ? (
          <EmptyState icon={<ReceiptText aria-hidden />} title={t("transactions.empty")} />
        ) : (
          <div className="min-h-0 flex-1 overflow-y-auto">
            <Table
              caption={t("transactions.title")}
              columns={columns(t)}
              rows={rows}
              rowKey={(row) => row.transaction_id}
              {...(shown !== undefined && { selectedKey: shown })}
              onRowPress={(row) => setChosen(row.transaction_id)}
              testId="transactions-table"
            />
            {pages.hasNextPage && (
              <Button
                className="my-3 w-full"
                data-testid="transactions-more"
                disabled={pages.isFetchingNextPage}
                onClick={() => void pages.fetchNextPage()}
              >
                {t("transactions.more")}
              </Button>
            )}
          </div>
        )}
      </section>
      {shown !== undefined && <TransactionDetail transactionId={shown} />}
    </div>
  );
}

/** The arrows go through the list from within the search, too. */
function useListKeys(
  rows: readonly TransactionRow[],
  shown: string | undefined,
  onChoose: (transactionId: string) => void,
): (event: KeyboardEvent) => void {
  const navigate = useNavigate();
  const move = (by: 1 | -1) => (): void => {
    const place = rows.findIndex((row) => row.transaction_id === shown) + by;
    const next = rows[Math.max(0, Math.min(rows.length - 1, place))];
    if (next !== undefined) {
      onChoose(next.transaction_id);
    }
  };
  useKeys(TRANSACTIONS_KEYS, {
    actions: {
      previous: move(-1),
      next: move(1),
      reprint: () => (shown === undefined ? undefined : void reprint(shown)),
      escape: () => void navigate({ to: "/sell" }),
    },
  });
  // A field keeps its keys from the screen; in one line of text these two have no other use.
  const inSearch: Readonly<Record<string, () => void>> = { ArrowUp: move(-1), ArrowDown: move(1) };
  return (event) => {
    const act = inSearch[event.key];
    if (act !== undefined) {
      event.preventDefault();
      act();
    }
  };
}

function useTransactions(text: string) {
  return useInfiniteQuery({
    queryKey: ["transactions", text],
    queryFn: ({ pageParam }) =>
      api.transactionList({ text: text === "" ? null : text, before: pageParam, limit: PAGE_ROWS }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
    gcTime: 0,
  });
}

function columns(t: Translate): readonly Column<TransactionRow>[] {
  return [
    {
      id: "number",
      header: t("transactions.number"),
      cell: (row) => (
        <span className="flex items-center gap-2 font-semibold whitespace-nowrap">
          {row.receipt_number}
          {row.kind === "refund" && <Badge tone="warn">{t("transactions.refund")}</Badge>}
        </span>
      ),
    },
    {
      id: "time",
      header: t("transactions.time"),
      cell: (row) => (
        <span className="whitespace-nowrap [font-feature-settings:normal]">{row.time_text}</span>
      ),
    },
    {
      id: "cashier",
      header: t("transactions.cashier"),
      className: "narrow:hidden",
      cell: (row) => row.cashier_name,
    },
    {
      id: "method",
      header: t("transactions.method"),
      className: "narrow:hidden",
      cell: (row) =>
        row.total === null ? (
          <Hidden />
        ) : row.payment_method === null ? (
          t("transactions.mixed")
        ) : (
          t(`sell.method-${row.payment_method}`)
        ),
    },
    {
      id: "total",
      header: t("transactions.total"),
      numeric: true,
      cell: (row) =>
        row.total === null ? (
          <Hidden />
        ) : (
          <span className="text-register font-semibold">{row.total.text}</span>
        ),
    },
  ];
}

/** The drawer is still to be counted blind: the line above the list says so. */
function Hidden() {
  return <span className="text-muted">–</span>;
}
