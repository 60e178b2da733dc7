import shellEn from "./messages/en/shell.json";
import keysEn from "./messages/en/keys.json";
import errorsEn from "./messages/en/errors.json";
import lockEn from "./messages/en/lock.json";
import setupEn from "./messages/en/setup.json";
import shiftEn from "./messages/en/shift.json";
import sellEn from "./messages/en/sell.json";
import tenderEn from "./messages/en/tender.json";
import transactionsEn from "./messages/en/transactions.json";
import settingsEn from "./messages/en/settings.json";
import catalogImportEn from "./messages/en/catalog-import.json";
import helpEn from "./messages/en/help.json";
import printerEn from "./messages/en/printer.json";
import pinEn from "./messages/en/pin.json";
import approvalEn from "./messages/en/approval.json";
import syncEn from "./messages/en/sync.json";
import enrolmentEn from "./messages/en/enrolment.json";
import productsEn from "./messages/en/products.json";
import recoveryEn from "./messages/en/recovery.json";
import startFailureEn from "./messages/en/start-failure.json";
import desktopEn from "./messages/en/desktop.json";
import shellId from "./messages/id/shell.json";
import keysId from "./messages/id/keys.json";
import errorsId from "./messages/id/errors.json";
import lockId from "./messages/id/lock.json";
import setupId from "./messages/id/setup.json";
import shiftId from "./messages/id/shift.json";
import sellId from "./messages/id/sell.json";
import tenderId from "./messages/id/tender.json";
import transactionsId from "./messages/id/transactions.json";
import settingsId from "./messages/id/settings.json";
import catalogImportId from "./messages/id/catalog-import.json";
import helpId from "./messages/id/help.json";
import printerId from "./messages/id/printer.json";
import pinId from "./messages/id/pin.json";
import approvalId from "./messages/id/approval.json";
import syncId from "./messages/id/sync.json";
import enrolmentId from "./messages/id/enrolment.json";
import productsId from "./messages/id/products.json";
import recoveryId from "./messages/id/recovery.json";
import startFailureId from "./messages/id/start-failure.json";
import desktopId from "./messages/id/desktop.json";

/*
 * Every text the screens show, one file an area and language. A message with a `{count}` that
 * changes its words is several entries, one for each plural form of the language (`_one`,
 * `_other`). Bahasa Indonesia comes first: its messages are the messages there are, and the
 * compiler refuses an English catalogue that misses one or has one too many.
 */
const id = {
  ...shellId,
  ...keysId,
  ...errorsId,
  ...lockId,
  ...setupId,
  ...shiftId,
  ...sellId,
  ...tenderId,
  ...transactionsId,
  ...settingsId,
  ...catalogImportId,
  ...helpId,
  ...approvalId,
  ...pinId,
  ...printerId,
  ...syncId,
  ...enrolmentId,
  ...productsId,
  ...recoveryId,
  ...startFailureId,
  ...desktopId,
};

const en = {
  ...shellEn,
  ...keysEn,
  ...errorsEn,
  ...lockEn,
  ...setupEn,
  ...shiftEn,
  ...sellEn,
  ...tenderEn,
  ...transactionsEn,
  ...settingsEn,
  ...catalogImportEn,
  ...helpEn,
  ...approvalEn,
  ...pinEn,
  ...printerEn,
  ...syncEn,
  ...enrolmentEn,
  ...productsEn,
  ...recoveryEn,
  ...startFailureEn,
  ...desktopEn,
};

type PluralForm = "zero" | "one" | "two" | "few" | "many" | "other";

/** `sync.waiting_one` -> `sync.waiting`. */
type MessageOf<Entry> = Entry extends `${infer Message}_${PluralForm}` ? Message : Entry;

/** What a text is asked for by. */
export type MessageKey = MessageOf<keyof typeof id>;

export type Locale = "id" | "en";

/** Holds only when both catalogues have the same messages, whatever their plural forms. */
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;
true satisfies Same<MessageKey, MessageOf<keyof typeof en>>;

export const MESSAGES: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { id, en };
