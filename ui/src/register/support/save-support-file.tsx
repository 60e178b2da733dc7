import { useMutation } from "@tanstack/react-query";
import { LifeBuoy } from "lucide-react";
import { api } from "@/register/api/client";
import { textOf } from "@/register/api/errors";
import { Banner } from "@/kit/components/banner";
import { Button, type ButtonSize } from "@/kit/components/button";
import { Spinner } from "@/kit/components/progress";
import { useTranslate } from "@/kit/i18n/language";
import { supportFileName } from "./support-file-name";

/** One file to send to whoever helps. It works for a shop that does not open, too. */
export function SaveSupportFile({ size = "touch" }: { readonly size?: ButtonSize }) {
  const t = useTranslate();
  const save = useMutation({
    mutationFn: async () => {
      const path = await api.newFileChoose(supportFileName(new Date()));
      return path === null ? null : api.supportFileSave(path);
    },
  });
  const saved = save.data ?? null;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-4">
        <Button
          size={size}
          icon={<LifeBuoy aria-hidden className="size-icon" />}
          disabled={save.isPending}
          data-testid="support-file-save"
          onClick={() => save.mutate()}
        >
          {t("desktop.support-save")}
        </Button>
        {save.isPending && <Spinner label={t("desktop.support-saving")} />}
      </div>
      <p className="text-muted">{t("desktop.support-hint")}</p>
      {saved !== null && (
        <Banner
          tone={saved.missing.length > 0 ? "notice" : "good"}
          title={t("desktop.support-saved")}
          testId="support-file-saved"
        >
          <p data-selectable>{saved.path}</p>
          {saved.missing.includes("ledger") ? (
            <p>{t("desktop.support-without-ledger")}</p>
          ) : (
            saved.missing.length > 0 && (
              <p>{t("desktop.support-incomplete", { parts: saved.missing.join(", ") })}</p>
            )
          )}
        </Banner>
      )}
      {save.error !== null && (
        <Banner tone="danger" title={textOf(save.error)} testId="support-file-error" />
      )}
    </div>
  );
}
