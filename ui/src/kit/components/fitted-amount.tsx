import { clsx } from "clsx";

/** The widest character of Inter semibold or bold, in its own size; digits and marks mixed. */
const CHARACTER_EM = 0.6;

export interface FittedAmountProps {
  readonly text: string;
  /** The size to be read from afar, in rem; it shrinks only where the amount would not fit. */
  readonly rem: number;
  /** Where the window is low. */
  readonly shortRem?: number;
  readonly align?: "left" | "right";
  readonly testId?: string;
  readonly className?: string;
}

/** An amount in one line, as large as its place allows: no digit is ever cut off. */
export function FittedAmount(props: FittedAmountProps) {
  const { text, rem, shortRem = rem, align = "right", testId, className } = props;
  const sizes: Readonly<Record<string, string>> = {
    "--fit": `${rem}rem`,
    "--fit-short": `${shortRem}rem`,
    "--widest": `calc(100cqi / ${Math.max(1, text.length * CHARACTER_EM)})`,
  };
  return (
    <span
      className={clsx(
        "block min-w-0 flex-1 [container-type:inline-size]",
        align === "right" ? "text-right" : "text-left",
      )}
    >
      <span
        data-testid={testId}
        className={clsx(
          "figures fitted short:fitted-short block leading-[1.1] font-bold whitespace-nowrap",
          className,
        )}
        style={sizes}
      >
        {text}
      </span>
    </span>
  );
}
