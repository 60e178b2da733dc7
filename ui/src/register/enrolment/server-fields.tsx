import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";
import { codeText } from "./code-text";

/** Which server, and the one-use code that lets a register in. */
export interface ServerAndCode {
  readonly server_url: string;
  readonly code: string;
}

export interface ServerFieldsProps {
  readonly value: ServerAndCode;
  readonly onChange: (value: ServerAndCode) => void;
  readonly codeLabel: string;
  readonly urlError?: string | undefined;
  readonly codeError?: string | undefined;
  readonly autoFocus?: boolean;
  /** Side by side, among other settings. */
  readonly inRow?: boolean;
}

/** The address and the code, as they were read out. */
export function ServerFields(props: ServerFieldsProps) {
  const t = useTranslate();
  const { value, onChange, inRow = false } = props;
  return (
    <div className={inRow ? "grid grid-cols-[minmax(0,1fr)_17rem] gap-4" : "flex flex-col gap-6"}>
      <TextField
        label={t("enrolment.server-url")}
        hint={t("enrolment.server-url-hint")}
        error={props.urlError}
        autoFocus={props.autoFocus ?? false}
        inputMode="url"
        maxLength={300}
        value={value.server_url}
        data-testid="enrol-server-url"
        onValueChange={(server_url) => onChange({ server_url, code: value.code })}
      />
      <TextField
        label={props.codeLabel}
        hint={t("enrolment.code-hint")}
        error={props.codeError}
        size={inRow ? "touch" : "register"}
        fieldClassName="max-w-sm"
        className="font-mono tracking-widest uppercase"
        value={value.code}
        data-testid="enrol-code"
        onValueChange={(typed) => onChange({ server_url: value.server_url, code: codeText(typed) })}
      />
    </div>
  );
}
