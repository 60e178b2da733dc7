import { useMutation } from "@tanstack/react-query";
import { FileText, Printer } from "lucide-react";
import { useState } from "react";
import type { RecoveryCodeView } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { textOf } from "@/register/api/errors";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { showToast } from "@/kit/components/toast";
import { useTranslate } from "@/kit/i18n/language";
import { AskedGroups } from "./asked-groups";
import { RecoveryCodeSheet } from "./recovery-code-sheet";

export interface NewRecoveryCodeProps {
  readonly made: RecoveryCodeView;
  readonly storeName: string;
  /** Two of its groups were typed: the person has it on paper. */
  readonly onKept: () => void;
}

const ICON = { "aria-hidden": true, className: "size-icon" } as const;

/** A code that is shown once: on the screen, on paper, in a file, and asked for before it goes. */
export function NewRecoveryCode({ made, storeName, onKept }: NewRecoveryCodeProps) {
  const t = useTranslate();
  const [isAsked, setAsked] = useState(false);
  const save = useSaveCode(made.recovery_code);
  if (isAsked) {
    return (
      <AskedGroups code={made.recovery_code} onRight={onKept} onBack={() => setAsked(false)} />
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <RecoveryCodeSheet
        code={made.recovery_code}
        madeAtMs={made.made_at_ms}
        storeName={storeName}
      />
      {save.error !== null && (
        <Banner tone="danger" title={textOf(save.error)} testId="recovery-save-error" />
      )}
      <div className="flex flex-wrap gap-3">
        <Button
          icon={<Printer {...ICON} />}
          data-testid="recovery-print"
          onClick={() => window.print()}
        >
          {t("recovery.print")}
        </Button>
        <Button
          icon={<FileText {...ICON} />}
          data-testid="recovery-save"
          disabled={save.isPending}
          onClick={() => save.mutate()}
        >
          {t("recovery.save")}
        </Button>
        <Button
          variant="primary"
          autoFocus
          className="ml-auto"
          data-testid="recovery-written"
          onClick={() => setAsked(true)}
        >
          {t("recovery.written")}
        </Button>
      </div>
    </div>
  );
}

function useSaveCode(code: string) {
  const t = useTranslate();
  return useMutation({
    mutationFn: async () => {
      const path = await api.newFileChoose(t("recovery.file-name"));
      if (path !== null) {
        await api.recoveryCodeSave(path, code);
      }
      return path;
    },
    onSuccess: (path) => {
      if (path !== null) {
        showToast("good", t("recovery.saved"));
      }
    },
  });
}
