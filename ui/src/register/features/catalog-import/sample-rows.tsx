import { CircleCheck, TriangleAlert } from "lucide-react";
import type { ImportSample } from "@/register/api/bindings";
import { Table, type Column } from "@/kit/components/table";

import { isMessage, useTranslate, type Translate } from "@/kit/i18n/language";

/** The first rows as they would come in, each with what is wrong with it. */
export function SampleRows({ samples }: { readonly samples: readonly ImportSample[] }) {
  const t = useTranslate();
  return (
    <section className="overflow-hidden rounded-panel border border-hairline bg-surface">
      <h2 className="px-6 pt-4 pb-2 text-register">{t("catalog-import.sample")}</h2>
      <Table
        caption={t("catalog-import.sample")}
        testId="import-samples"
        columns={sampleColumns(t)}
        rows={samples}
        rowKey={(sample) => String(sample.row)}
      />
    </section>
  );
}

function sampleColumns(t: Translate): readonly Column<ImportSample>[] {
  return [
    {
      id: "row",
      header: t("catalog-import.sample-row"),
      cell: (sample) => sample.row,
      className: "w-20 pl-6 text-muted",
    },
    { id: "name", header: t("catalog-import.field-name"), cell: (sample) => sample.name },
    { id: "barcode", header: t("catalog-import.field-barcode"), cell: (sample) => sample.barcode },
    {
      id: "price",
      header: t("catalog-import.field-price"),
      numeric: true,
      cell: (sample) => sample.price?.text ?? "—",
    },
    {
      id: "problem",
      header: t("catalog-import.sample-problem"),
      className: "w-80",
      cell: (sample) => <Verdict problem={sample.problem} t={t} />,
    },
  ];
}

function Verdict({ problem, t }: { readonly problem: string | null; readonly t: Translate }) {
  const Icon = problem === null ? CircleCheck : TriangleAlert;
  return (
    <span className="flex items-center gap-2">
      <Icon
        aria-hidden
        className={`size-icon shrink-0 ${problem === null ? "text-pay" : "text-on-warn"}`}
      />
      {problem === null ? t("catalog-import.sample-good") : problemText(t, problem)}
    </span>
  );
}

/** A code this screen does not know yet is still better than nothing. */
function problemText(t: Translate, problem: string): string {
  const key = `catalog-import.problem-${problem}`;
  return isMessage(key) ? t(key) : problem;
}
