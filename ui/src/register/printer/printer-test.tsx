import { useMutation } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useEffect } from "react";
import type { PrinterInput } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { textOf } from "@/register/api/errors";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { useTranslate } from "@/kit/i18n/language";

/** Prints a test page with the settings as they stand on the screen, saved or not. */
export function PrinterTest({ printer }: { readonly printer: PrinterInput }) {
  const t = useTranslate();
  const { mutate, reset, isPending, isSuccess, error } = useMutation({
    mutationFn: () => api.printerTest(printer),
  });
  // What was found out about other settings says nothing about these.
  useEffect(() => reset(), [printer, reset]);
  return (
    <div className="flex items-center gap-4">
      <Button
        icon={<Printer aria-hidden className="size-icon" />}
        disabled={isPending || printer.target.trim() === ""}
        data-testid="printer-test"
        onClick={() => mutate()}
      >
        {t(isPending ? "printer.testing" : "printer.test-print")}
      </Button>
      <div className="min-w-0 flex-1">
        {isSuccess && <Banner tone="good" title={t("printer.test-done")} testId="printer-tested" />}
        {error !== null && <Banner tone="danger" title={textOf(error)} testId="printer-failed" />}
      </div>
    </div>
  );
}
