import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { importQuery } from "@/register/api/queries";
import { useTranslate } from "@/kit/i18n/language";
import { ImportResult } from "./import-result";
import { ImportRunning } from "./import-running";
import { NewImport } from "./new-import";

/** Events tell of every step; this is for one that got lost. */
const ASK_AGAIN_MS = 2000;

/** The catalog from a spreadsheet: choose, match columns, look, run, and what came of it. */
export function ImportScreen() {
  const t = useTranslate();
  const [putAside, setPutAside] = useState(false);
  const progress = useQuery({
    ...importQuery,
    staleTime: 0,
    refetchInterval: (query) => (isRunning(query.state.data?.state) ? ASK_AGAIN_MS : false),
  }).data;
  const showsNew = progress === undefined || progress.state === "idle" || putAside;
  return (
    <div data-testid="import-screen" className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-6xl flex-col gap-6 px-8 pt-6">
        <header>
          <h1 className="text-title">{t("catalog-import.title")}</h1>
          <p className="mt-1 text-muted">{t("catalog-import.hint")}</p>
        </header>
        {progress !== undefined && isRunning(progress.state) ? (
          <ImportRunning progress={progress} />
        ) : showsNew ? (
          <NewImport onStarted={() => setPutAside(false)} />
        ) : (
          <ImportResult progress={progress} onAgain={() => setPutAside(true)} />
        )}
      </div>
    </div>
  );
}

function isRunning(state: string | undefined): boolean {
  return state === "checking" || state === "applying";
}
