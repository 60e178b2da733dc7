import { clsx } from "clsx";
import { TextField, type TextFieldProps } from "./text-field";

/**
 * A field for an amount. It holds the text as typed, `12.500` or `12500`: what that means is
 * decided in Rust, once. Characters that no amount holds are not taken.
 */
export function MoneyField({ onValueChange, className, ...rest }: TextFieldProps) {
  return (
    <TextField
      {...rest}
      inputMode="decimal"
      className={clsx("text-right font-semibold", className)}
      onValueChange={(text) => onValueChange(text.replace(/[^0-9.,]/g, "").slice(0, 20))}
      onFocus={(event) => {
        event.target.select();
        rest.onFocus?.(event);
      }}
    />
  );
}
