import type { ReceiptView } from "@/register/api/bindings";

/** A printed strip as it comes out of the printer, its columns drawn true. */
export function ReceiptPaper({
  receipt,
  label,
}: {
  readonly receipt: ReceiptView;
  readonly label: string;
}) {
  return (
    <section
      aria-label={label}
      data-testid="receipt-paper"
      data-selectable
      className="w-max rounded-control border border-border bg-paper px-4 py-6 text-ink"
    >
      <pre className="font-mono text-meta leading-snug">
        {receipt.lines.map((line, place) => (
          <span
            key={place}
            className={`block ${line.bold ? "font-bold" : ""} ${line.double ? "receipt-double" : ""}`}
          >
            {line.text === "" ? " " : line.text}
          </span>
        ))}
      </pre>
    </section>
  );
}
