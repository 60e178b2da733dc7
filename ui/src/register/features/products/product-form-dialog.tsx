import { useState, type KeyboardEvent } from "react";
import type { ProductDetail } from "@/register/api/bindings";
import { textOf } from "@/register/api/errors";
import { AlertDialog } from "@/kit/components/alert-dialog";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { Dialog } from "@/kit/components/dialog";
import { KeyCap } from "@/kit/components/key-hint";
import { showToast } from "@/kit/components/toast";
import { useTranslate } from "@/kit/i18n/language";
import { dialogKeys } from "@/kit/keyboard/use-keys";
import { ChangedNotice } from "./changed-notice";
import { PRODUCT_FORM_KEYS } from "./keys";
import { ProductFields } from "./product-fields";
import { useKeepProduct } from "./use-product-commands";
import { useProductForm } from "./use-product-form";

/** What is edited: a product, or a new one with what is known of it. */
export interface Editing {
  readonly product: ProductDetail | undefined;
  readonly barcode: string;
}

export interface ProductFormDialogProps {
  readonly editing: Editing;
  readonly onClose: () => void;
  readonly onSaved: (detail: ProductDetail) => void;
}

/** A product to type in; a scan anywhere in it is its barcode, F9 saves it. */
export function ProductFormDialog({ editing, onClose, onSaved }: ProductFormDialogProps) {
  const t = useTranslate();
  const keep = useKeepProduct();
  const [asking, setAsking] = useState(false);
  const form = useProductForm(editing.product, editing.barcode, (detail) => {
    keep(detail);
    showToast("good", t("products.saved", { name: detail.name }));
    onSaved(detail);
  });
  const close = (): void => (form.isTouched ? setAsking(true) : onClose());
  const save = (): void => {
    if (!form.isSaving) {
      form.save();
    }
  };
  return (
    <Dialog
      open
      width="wide"
      testId="product-form"
      title={t(editing.product === undefined ? "products.new" : "products.edit-title")}
      scanPolicy={{ mode: "accept", onScan: (barcode) => form.change({ barcode }) }}
      keys={dialogKeys(PRODUCT_FORM_KEYS, { save })}
      onClose={close}
      footer={
        <>
          <p className="mr-auto self-center text-meta text-muted">{t("products.form-keys")}</p>
          <Button data-testid="product-cancel" onClick={close}>
            {t("shell.cancel")} <KeyCap>Esc</KeyCap>
          </Button>
          <Button
            variant="primary"
            className="min-w-40"
            disabled={form.isSaving}
            data-testid="product-save"
            onClick={save}
          >
            {t("shell.save")} <KeyCap>F9</KeyCap>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4" onKeyDown={enterGoesOn}>
        {form.changes.length > 0 && <ChangedNotice changes={form.changes} onTake={form.take} />}
        {form.error !== null && (
          <Banner tone="danger" title={textOf(form.error)} testId="product-error" />
        )}
        <ProductFields draft={form.draft} onChange={form.change} errorOf={form.errorOf} />
      </div>
      <AlertDialog
        danger
        open={asking}
        title={t("shell.leave-question")}
        description={t("products.leave-text")}
        confirm={t("shell.leave-anyway")}
        onConfirm={onClose}
        onCancel={() => setAsking(false)}
      />
    </Dialog>
  );
}

/** Enter goes to the next field: it saves nothing, for a scanner sends it too. */
function enterGoesOn(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) {
    return;
  }
  event.preventDefault();
  const fields = [...event.currentTarget.querySelectorAll("input")];
  const next = fields[fields.indexOf(event.target) + 1];
  const save = document.querySelector<HTMLElement>("[data-testid=product-save]");
  (next ?? save)?.focus();
}
