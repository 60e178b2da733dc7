import type {
  CartView,
  ReceiptLineView,
  ReceiptView,
  SettingsInput,
  TenderView,
  TransactionRow,
} from "../bindings";

/** A receipt good enough to look at; the real one is laid out in Rust. */
export function receiptOf(
  settings: SettingsInput,
  cart: CartView,
  tender: TenderView,
  row: TransactionRow,
): ReceiptView {
  const columns = settings.printer.columns;
  const line = (text: string, change: Partial<ReceiptLineView> = {}): ReceiptLineView => ({
    text: text.slice(0, columns).padEnd(columns),
    bold: false,
    double: false,
    align: "left",
    ...change,
  });
  const centered = (text: string, bold = false): ReceiptLineView =>
    line(" ".repeat(Math.max(0, Math.floor((columns - text.length) / 2))) + text, { bold });
  const pair = (left: string, right: string, bold = false): ReceiptLineView =>
    line(
      left.padEnd(Math.max(1, columns - right.length)).slice(0, columns - right.length) + right,
      { bold },
    );
  const rule = line("-".repeat(columns));
  return {
    columns,
    lines: [
      centered(settings.store_name, true),
      centered(settings.address),
      centered(settings.phone),
      rule,
      pair(row.receipt_number, row.time_text),
      pair("Kasir", row.cashier_name),
      rule,
      ...cart.items.flatMap((item) => [
        line(item.name),
        pair(`  ${item.quantity_text} x ${item.unit_price.text}`, item.total.text),
      ]),
      rule,
      pair("Subtotal", cart.gross.text),
      ...(cart.discount.cents === 0 ? [] : [pair("Diskon", cart.discount.text)]),
      ...(tender.rounding.cents === 0 ? [] : [pair("Pembulatan", tender.rounding.text)]),
      pair("TOTAL", row.total.text, true),
      ...tender.payments.map((payment) =>
        pair(payment.method.toUpperCase(), payment.tendered.text),
      ),
      pair("Kembali", tender.change.text),
      rule,
      centered(settings.receipt_footer),
    ],
  };
}
