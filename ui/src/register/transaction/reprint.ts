import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { textOf } from "@/register/api/errors";
import { showToast } from "@/kit/components/toast";
import { translate } from "@/kit/i18n/language";

/** Prints a receipt again, marked as a copy; tells how it went. */
export async function reprint(transactionId: string): Promise<void> {
  try {
    const job = await api.receiptReprint(newCommandId(), transactionId);
    showToast("notice", translate("sell.reprinted", { number: job.label }));
  } catch (error) {
    showToast("danger", textOf(error));
  }
}

/** The same for the transaction made last. */
export async function reprintLast(): Promise<void> {
  const page = await api.transactionList({ text: null, before: null, limit: 1 });
  const last = page.items[0];
  if (last === undefined) {
    showToast("notice", translate("sell.nothing-to-reprint"));
  } else {
    await reprint(last.transaction_id);
  }
}
