import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import { recoveryText } from "./recovery-text";

export interface RecoveryCodeFieldProps {
  readonly value: string;
  readonly onValueChange: (code: string) => void;
  readonly error?: string | undefined;
  readonly autoFocus?: boolean;
}

/** Where the recovery code is typed from paper. */
export function RecoveryCodeField(props: RecoveryCodeFieldProps) {
  const t = useTranslate();
  return (
    <TextField
      label={t("recovery.code")}
      hint={t("recovery.code-hint")}
      error={props.error}
      size="register"
      acceptsScans
      autoFocus={props.autoFocus ?? false}
      className="font-mono uppercase"
      data-testid="recovery-code-typed"
      value={props.value}
      onValueChange={(typed) => props.onValueChange(recoveryText(typed))}
    />
  );
}
