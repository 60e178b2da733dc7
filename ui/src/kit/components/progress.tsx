import { LoaderCircle } from "lucide-react";
import { Progress as Radix } from "radix-ui";

/** Something is being waited for; says what. */
export function Spinner({ label }: { readonly label: string }) {
  return (
    <span role="status" className="inline-flex items-center gap-2 text-muted">
      <LoaderCircle aria-hidden className="spin size-icon-lg" />
      {label}
    </span>
  );
}

/** How far a long piece of work is, 0 to 100. */
export function Progress({ label, percent }: { readonly label: string; readonly percent: number }) {
  return (
    <Radix.Root
      value={percent}
      max={100}
      aria-label={label}
      className="h-4 w-full overflow-hidden rounded-control border border-border bg-sunken"
    >
      <Radix.Indicator className="h-full bg-primary" style={{ width: `${percent}%` }} />
    </Radix.Root>
  );
}
