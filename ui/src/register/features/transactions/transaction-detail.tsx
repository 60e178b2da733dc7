import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useState } from "react";
import type { TransactionView } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { textOf } from "@/register/api/errors";
import { transactionQuery } from "@/register/api/queries";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { Spinner } from "@/kit/components/progress";
import { ReceiptPaper } from "@/register/transaction/receipt-paper";
import { Tabs } from "@/kit/components/tabs";
import { showToast } from "@/kit/components/toast";
import { useTranslate } from "@/kit/i18n/language";
import { TransactionFacts } from "./transaction-facts";

/** One transaction: its receipt as printed, and its entry in the ledger. */
export function TransactionDetail({ transactionId }: { readonly transactionId: string }) {
  const t = useTranslate();
  const found = useQuery(transactionQuery(transactionId));
  return (
    <section data-testid="transaction-detail" className="flex min-h-0 flex-col p-4">
      {found.error !== null && <Banner tone="danger" title={textOf(found.error)} />}
      {found.isPending && <Spinner label={t("shell.loading")} />}
      {found.data !== undefined && <Detail transaction={found.data} />}
    </section>
  );
}

function Detail({ transaction }: { readonly transaction: TransactionView }) {
  const t = useTranslate();
  const [tab, setTab] = useState<"receipt" | "items">("receipt");
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 pb-3">
        <h2 className="text-title whitespace-nowrap">{transaction.row.receipt_number}</h2>
        <Button
          variant="primary"
          data-testid="reprint-button"
          icon={<Printer aria-hidden className="size-icon" />}
          onClick={() => void printCopy(transaction, t("transactions.reprinted"))}
        >
          {t("transactions.reprint")}
        </Button>
      </div>
      <Tabs
        label={transaction.row.receipt_number}
        value={tab}
        onValueChange={setTab}
        tabs={[
          {
            value: "receipt",
            label: t("sell.receipt"),
            content: (
              <div className="flex justify-center-safe">
                <ReceiptPaper receipt={transaction.receipt} label={t("sell.receipt")} />
              </div>
            ),
          },
          {
            value: "items",
            label: t("transactions.details"),
            content: <TransactionFacts transaction={transaction} />,
          },
        ]}
      />
    </>
  );
}

async function printCopy(transaction: TransactionView, told: string): Promise<void> {
  try {
    await api.receiptReprint(newCommandId(), transaction.row.transaction_id);
    showToast("notice", told);
  } catch (error) {
    showToast("danger", textOf(error));
  }
}
