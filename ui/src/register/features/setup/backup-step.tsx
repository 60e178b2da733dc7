import { useMutation } from "@tanstack/react-query";
import { FolderOpen } from "lucide-react";
import { api } from "@/register/api/client";
import { RecoveryCodeField } from "@/register/recovery/recovery-code-field";
import { Button } from "@/kit/components/button";
import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import { StepPage } from "./step-page";
import type { StepProps } from "./use-wizard";

/** Which backup the shop comes back from, and the code on the owner's paper. */
export function BackupStep({ wizard }: StepProps) {
  const t = useTranslate();
  const { draft, change, problem } = wizard;
  const choose = useMutation({
    mutationFn: () => api.backupChoose(),
    onSuccess: (backup_path) => {
      // Nothing is chosen when the person changed their mind.
      if (backup_path !== null) {
        change({ ...draft, backup_path });
      }
    },
  });
  const wrong = (field: "backup_path" | "recovery_code"): string | undefined =>
    problem?.field === field ? t(problem.message) : undefined;
  return (
    <StepPage title={t("recovery.restore-title")} hint={t("recovery.restore-hint")}>
      <div className="flex flex-col items-start gap-2">
        <TextField
          autoFocus
          label={t("recovery.backup-file")}
          error={wrong("backup_path")}
          size="register"
          fieldClassName="w-full"
          data-testid="setup-backup-path"
          value={draft.backup_path}
          onValueChange={(backup_path) => change({ ...draft, backup_path })}
        />
        <Button
          icon={<FolderOpen aria-hidden className="size-icon" />}
          data-testid="setup-backup-choose"
          onClick={() => choose.mutate()}
        >
          {t("recovery.backup-choose")}
        </Button>
      </div>
      <RecoveryCodeField
        value={draft.recovery_code}
        error={wrong("recovery_code")}
        onValueChange={(recovery_code) => change({ ...draft, recovery_code })}
      />
    </StepPage>
  );
}
