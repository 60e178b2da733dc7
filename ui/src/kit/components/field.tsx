import { clsx } from "clsx";
import { CircleAlert } from "lucide-react";
import { useId, type ReactNode } from "react";

/** What a control needs to be tied to its label, hint and error. */
export interface FieldIds {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

export interface FieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly className?: string;
  readonly children: (ids: FieldIds) => ReactNode;
}

/** A label over a control, with a hint or, in its place, what is wrong. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const wrong = error !== undefined && error !== null && error !== "";
  const noted = wrong || (hint !== undefined && hint !== null);
  return (
    <div className={clsx("flex flex-col gap-1", className)}>
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      {children({
        id,
        "aria-describedby": noted ? `${id}-note` : undefined,
        "aria-invalid": wrong ? true : undefined,
      })}
      {noted && (
        <p
          id={`${id}-note`}
          role={wrong ? "alert" : undefined}
          className={clsx("flex items-start gap-1 text-meta", wrong ? "text-danger" : "text-muted")}
        >
          {wrong && <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />}
          {wrong ? error : hint}
        </p>
      )}
    </div>
  );
}
