import type { ProductDetail, ProductInput } from "@/register/api/bindings";

/** What is typed about a product; texts as typed, for Rust to read. */
export type ProductDraft = Omit<ProductInput, "product_id" | "base_revision">;

export type DraftField = keyof ProductDraft;

const FIELDS = [
  "name",
  "barcode",
  "sku",
  "category",
  "unit",
  "price_text",
  "cost_text",
  "low_stock_threshold_text",
  "weighed",
  "tax_exempt",
] as const satisfies readonly DraftField[];

/** A product of which at most the code is known. */
export function newDraft(barcode: string): ProductDraft {
  return {
    name: "",
    sku: "",
    barcode,
    category: "",
    unit: "",
    weighed: false,
    price_text: "",
    cost_text: "",
    tax_exempt: false,
    low_stock_threshold_text: "",
  };
}

/** The fields of a product as they are before anybody types. */
export function draftOf(detail: ProductDetail): ProductDraft {
  const { name, sku, barcode, category, unit, weighed, tax_exempt } = detail;
  const { price_text, cost_text, low_stock_threshold_text } = detail;
  const amounts = { price_text, cost_text, low_stock_threshold_text };
  return { name, sku, barcode, category, unit, weighed, tax_exempt, ...amounts };
}

/** Whether something was typed that would be lost. */
export function isTouched(before: ProductDraft, draft: ProductDraft): boolean {
  return FIELDS.some((field) => before[field] !== draft[field]);
}

/** A field that somebody else changed while it was being edited. */
export interface FieldChange {
  readonly field: DraftField;
  readonly now: string | boolean;
  /** What was typed here, where it was touched too. */
  readonly mine: string | boolean | undefined;
}

export interface MergedDraft {
  readonly draft: ProductDraft;
  readonly changes: readonly FieldChange[];
}

/**
 * What was typed, over the product as it is now: fields touched here keep what was typed, all
 * others take what they are now. Says which fields somebody else changed.
 */
export function mergeWith(
  before: ProductDraft,
  draft: ProductDraft,
  now: ProductDraft,
): MergedDraft {
  const touched = FIELDS.filter((field) => draft[field] !== before[field]);
  const mine = Object.fromEntries(touched.map((field) => [field, draft[field]]));
  const changes = FIELDS.filter(
    (field) => now[field] !== before[field] && now[field] !== draft[field],
  ).map((field) => ({
    field,
    now: now[field],
    mine: touched.some((one) => one === field) ? draft[field] : undefined,
  }));
  return { draft: { ...now, ...mine }, changes };
}
