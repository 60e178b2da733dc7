import type { ColumnMapping, ImportPreview } from "@/register/api/bindings";
import { Button } from "@/kit/components/button";
import { Select } from "@/kit/components/select";
import { useTranslate } from "@/kit/i18n/language";
import { columnOptions, columnOf, valueOf } from "./column-options";
import { SampleRows } from "./sample-rows";

/** What a shop needs first stands first. */
const FIELDS = [
  "name",
  "price",
  "barcode",
  "sku",
  "category",
  "cost",
  "stock",
  "unit",
  "weighed",
] as const satisfies readonly (keyof ColumnMapping)[];

const DELIMITERS = { ",": "comma", ";": "semicolon", "\t": "tab" } as const;

export interface MatchColumnsProps {
  readonly preview: ImportPreview;
  readonly isBusy: boolean;
  readonly onMapping: (mapping: ColumnMapping) => void;
  readonly onStart: () => void;
  readonly onOtherFile: () => void;
}

/** Which column is what, and how the first rows come out of it. */
export function MatchColumns(props: MatchColumnsProps) {
  const t = useTranslate();
  const { preview, isBusy, onMapping } = props;
  const { mapping, columns } = preview;
  const delimiter = DELIMITERS[preview.delimiter as keyof typeof DELIMITERS];
  return (
    <>
      <section className="flex flex-col gap-4 rounded-panel border border-hairline bg-surface p-6">
        <header>
          <h2 className="text-register">{t("catalog-import.mapping")}</h2>
          <p className="text-muted">{t("catalog-import.mapping-hint")}</p>
        </header>
        <div className="grid grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] gap-4">
          {FIELDS.map((field) => (
            <Select
              key={field}
              label={t(`catalog-import.field-${field}`)}
              testId={`import-map-${field}`}
              disabled={isBusy}
              value={valueOf(columns, mapping[field])}
              options={columnOptions(columns, t("catalog-import.not-used"))}
              onValueChange={(value) =>
                onMapping({ ...mapping, [field]: columnOf(columns, value) })
              }
            />
          ))}
        </div>
      </section>
      <SampleRows samples={preview.samples} />
      <footer className="sticky bottom-0 flex items-center gap-3 border-t border-hairline bg-bg py-4">
        <p className="mr-auto min-w-0">
          <span data-selectable data-testid="import-file" className="block truncate font-semibold">
            {preview.path}
          </span>
          <span className="text-meta text-muted">
            {t("catalog-import.about", {
              count: preview.row_estimate,
              delimiter: t(`catalog-import.delimiter-${delimiter}`),
            })}
          </span>
        </p>
        <Button data-testid="import-other-file" disabled={isBusy} onClick={props.onOtherFile}>
          {t("catalog-import.other-file")}
        </Button>
        <Button
          autoFocus
          variant="primary"
          className="min-w-40"
          disabled={isBusy}
          data-testid="import-start"
          onClick={props.onStart}
        >
          {t("catalog-import.start")}
        </Button>
      </footer>
    </>
  );
}
