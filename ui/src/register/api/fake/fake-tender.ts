import type {
  DoneView,
  OfferInput,
  PaymentView,
  PrintJobView,
  QuickCashView,
  ReceiptView,
  TenderView,
  TransactionView,
} from "../bindings";
import type { Host } from "../host";
import { cartTotal, viewCart } from "./fake-cart";
import { money, parseAmount, roundToStep } from "./fake-money";
import { receiptOf } from "./fake-receipt";
import { refuse } from "./fake-refusal";
import { announceQueue, announceStatus, type FakeWorld } from "./fake-world";

const STEP_CENTS = 10_000;
const NOTES = [2000, 5000, 10_000, 20_000, 50_000, 100_000];

/** The printer takes this long. */
const PRINT_MS = 400;

function paymentOf(offer: OfferInput, owedCents: number): PaymentView {
  const owed = offer.method === "cash" ? roundToStep(owedCents, STEP_CENTS) : owedCents;
  const tendered = offer.amount_text === null ? owed : parseAmount(offer.amount_text);
  if (offer.method === "cash" && tendered > 10_000_000 && tendered > owed * 50) {
    refuse("amount_looks_like_barcode");
  }
  if (offer.method !== "cash" && tendered > owed) {
    refuse("payment_exceeds_due");
  }
  const amount = Math.min(tendered, owed);
  return {
    method: offer.method,
    amount: money(amount),
    tendered: money(tendered),
    change: money(tendered - amount),
    reference: offer.reference,
  };
}

function quickCash(owed: number): QuickCashView[] {
  const view = (cents: number, exact: boolean): QuickCashView => ({
    cents,
    text: money(cents).text,
    amount_text: String(cents / 100),
    exact,
  });
  const next = NOTES.map((note) => Math.ceil(owed / (note * 100)) * note * 100);
  const higher = [...new Set(next)].filter((cents) => cents > owed).slice(0, 4);
  return [view(owed, true), ...higher.map((cents) => view(cents, false))];
}

function preview(world: FakeWorld, offers: readonly OfferInput[]): TenderView {
  const due = cartTotal(world);
  let owed = due;
  const payments = offers.map((offer) => {
    const payment = paymentOf(offer, owed);
    const covers = offer.method === "cash" && payment.amount.cents >= roundToStep(owed, STEP_CENTS);
    owed = covers ? 0 : owed - payment.amount.cents;
    return payment;
  });
  const paid = payments.reduce((sum, payment) => sum + payment.amount.cents, 0);
  const complete = offers.length > 0 && owed === 0;
  return {
    due: money(due),
    cash_due: money(roundToStep(owed, STEP_CENTS)),
    rounding: money(complete ? paid - due : 0),
    received: money(payments.reduce((sum, payment) => sum + payment.tendered.cents, 0)),
    remaining: money(owed),
    change: money(payments.reduce((sum, payment) => sum + payment.change.cents, 0)),
    complete,
    payments,
    quick_cash: quickCash(roundToStep(owed, STEP_CENTS)),
    methods: ["cash", "qris", "card", "transfer"],
  };
}

/** Puts a job in front of the printer, which takes it a little later. */
export function print(world: FakeWorld, what: PrintJobView["what"], label: string): PrintJobView {
  const job: PrintJobView = {
    job_id: world.jobs.length + 1,
    what,
    label,
    state: "queued",
    attempts: 0,
    error_code: null,
    created_at_ms: Date.now(),
  };
  world.jobs.push(job);
  setTimeout(() => finish(world, job), PRINT_MS);
  return job;
}

function finish(world: FakeWorld, job: PrintJobView): void {
  job.attempts += 1;
  job.state = world.printerWorks ? "printed" : "failed";
  job.error_code = world.printerWorks ? null : "printer_unreachable";
  if (world.done?.receipt_number === job.label) {
    world.done = { ...world.done, receipt_state: world.printerWorks ? "printed" : "failed" };
  }
  announceQueue(world);
  announceStatus(world);
}

function complete(
  world: FakeWorld,
  commandId: string,
  revision: number,
  offers: OfferInput[],
): DoneView {
  if (world.done !== null && world.commands.has(commandId)) {
    return world.done;
  }
  if (revision !== world.revision) {
    refuse("cart_changed");
  }
  if (world.items.length === 0) {
    refuse("cart_empty");
  }
  const tender = preview(world, offers);
  if (!tender.complete) {
    refuse("amount_insufficient");
  }
  world.commands.add(commandId);
  const transaction = record(world, tender);
  world.items = [];
  world.history = [];
  world.cartDiscountCents = 0;
  world.revision += 1;
  world.lastLine = null;
  world.done = {
    transaction_id: transaction.row.transaction_id,
    receipt_number: transaction.row.receipt_number,
    total: transaction.row.total,
    change: tender.change,
    payments: tender.payments,
    receipt_state: world.settings.printer.kind === "none" ? "none" : "queued",
    receipt: transaction.receipt,
  };
  print(world, "receipt", transaction.row.receipt_number);
  return world.done;
}

function record(world: FakeWorld, tender: TenderView): TransactionView {
  const cart = viewCart(world);
  const seq = world.transactions.length + 1;
  const method = tender.payments.length === 1 ? (tender.payments[0]?.method ?? null) : null;
  const number = `A1-${String(seq).padStart(6, "0")}`;
  const row = {
    position: seq,
    transaction_id: crypto.randomUUID(),
    receipt_number: number,
    kind: "sale" as const,
    recorded_at_ms: Date.now(),
    time_text: `2026-11-22 ${String(9 + (seq % 8)).padStart(2, "0")}:${String((seq * 7) % 60).padStart(2, "0")}`,
    cashier_name: world.user?.full_name ?? "",
    total: money(tender.due.cents + tender.rounding.cents),
    payment_method: method,
    item_count: cart.line_count,
  };
  const receipt: ReceiptView = receiptOf(world.settings, cart, tender, row);
  const transaction: TransactionView = {
    row,
    items: cart.items.map((item) => ({ ...item })),
    gross: cart.gross,
    discount: cart.discount,
    net: cart.total,
    payments: tender.payments,
    rounding: tender.rounding,
    change: tender.change,
    receipt,
    seq: 100 + seq,
    hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  };
  world.transactions.unshift(transaction);
  return transaction;
}

type TenderCommands =
  | "tenderPreview"
  | "tenderComplete"
  | "transactionList"
  | "transactionShow"
  | "receiptReprint"
  | "printQueue"
  | "printRetry"
  | "printDiscard"
  | "printerTest";

/** The commands of paying, of what was sold and of the printer. */
export function tenderCommands(world: FakeWorld): Pick<Host, TenderCommands> {
  const find = (id: string): TransactionView =>
    world.transactions.find((one) => one.row.transaction_id === id) ?? refuse("not_found");
  const openJobs = (): PrintJobView[] =>
    world.jobs.filter((job) => job.state !== "printed" && job.state !== "discarded");
  const job = (id: number): PrintJobView =>
    world.jobs.find((one) => one.job_id === id) ?? refuse("not_found");
  return {
    tenderPreview: async (offers) => preview(world, offers),
    tenderComplete: async (commandId, revision, offers) =>
      complete(world, commandId, revision, offers),
    transactionList: async ({ text, before, limit }) => {
      const rows = world.transactions.map((one) => one.row);
      const shown = rows.filter(
        (row) =>
          (before === null || row.position < before) && row.receipt_number.includes(text ?? ""),
      );
      const items = shown.slice(0, limit);
      return { items, next: shown.length > limit ? (items.at(-1)?.position ?? null) : null };
    },
    transactionShow: async (id) => find(id),
    receiptReprint: async (_commandId, id) => ({
      ...print(world, "copy", find(id).row.receipt_number),
    }),
    printQueue: async () => openJobs().map((one) => ({ ...one })),
    printRetry: async (id) => {
      const retried = job(id);
      retried.state = "queued";
      setTimeout(() => finish(world, retried), PRINT_MS);
      announceStatus(world);
      return openJobs().map((one) => ({ ...one }));
    },
    printDiscard: async (id) => {
      job(id).state = "discarded";
      announceStatus(world);
      return openJobs().map((one) => ({ ...one }));
    },
    printerTest: async () => {
      if (!world.printerWorks) {
        refuse("printer_unreachable");
      }
      return null;
    },
  };
}
