import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, isRefusal } from "@/register/api/api-error";
import type { ProductDetail } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { textOf } from "@/register/api/errors";
import {
  draftOf,
  isTouched,
  mergeWith,
  newDraft,
  type DraftField,
  type FieldChange,
  type ProductDraft,
} from "./product-draft";

/** A product that is being typed. */
export interface ProductForm {
  readonly draft: ProductDraft;
  readonly change: (patch: Partial<ProductDraft>) => void;
  readonly isTouched: boolean;
  readonly isSaving: boolean;
  readonly save: () => void;
  /** What somebody else changed meanwhile, after a refusal because of it. */
  readonly changes: readonly FieldChange[];
  readonly take: (change: FieldChange) => void;
  readonly errorOf: (field: DraftField) => string | undefined;
  /** A refusal that belongs to no field. */
  readonly error: Error | null;
}

interface FormState {
  /** The product the typing began on; none for a new one. */
  readonly base: ProductDetail | undefined;
  readonly before: ProductDraft;
  readonly draft: ProductDraft;
  readonly changes: readonly FieldChange[];
}

function begin(base: ProductDetail | undefined, barcode: string): FormState {
  const before = base === undefined ? newDraft(barcode) : draftOf(base);
  return { base, before, draft: before, changes: [] };
}

/** The form of a product, or of a new one that may have its barcode already. */
export function useProductForm(
  product: ProductDetail | undefined,
  barcode: string,
  onSaved: (detail: ProductDetail) => void,
): ProductForm {
  const [form, setForm] = useState(() => begin(product, barcode));
  const write = useMutation({
    mutationFn: ({ base, draft }: FormState) =>
      api.productSave(newCommandId(), {
        ...draft,
        product_id: base?.product_id ?? null,
        base_revision: base?.revision ?? 0,
      }),
    onSuccess: onSaved,
    onError: async (error, { base }) => {
      if (base !== undefined && isRefusal(error, "product_changed")) {
        const now = await api.productShow(base.product_id);
        setForm((last) => onto(last, now));
      }
    },
  });
  const wrong = fieldOf(write.error);
  return {
    draft: form.draft,
    change: (patch) => {
      if (!isRefusal(write.error, "product_changed")) {
        write.reset();
      }
      setForm((last) => ({ ...last, draft: { ...last.draft, ...patch } }));
    },
    isTouched: isTouched(form.before, form.draft),
    isSaving: write.isPending,
    save: () => write.mutate(form),
    changes: form.changes,
    take: ({ field, now }) =>
      setForm((last) => ({
        ...last,
        draft: { ...last.draft, [field]: now },
        changes: last.changes.filter((one) => one.field !== field),
      })),
    errorOf: (field) => (field === wrong ? textOf(write.error) : undefined),
    error: wrong === undefined && form.changes.length === 0 ? write.error : null,
  };
}

/** The same typing, on the product as it is now. */
function onto(last: FormState, now: ProductDetail): FormState {
  const { draft, changes } = mergeWith(last.before, last.draft, draftOf(now));
  return { base: now, before: draftOf(now), draft, changes };
}

function fieldOf(error: Error | null): string | undefined {
  return error instanceof ApiError ? (error.details?.field ?? undefined) : undefined;
}
