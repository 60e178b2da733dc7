import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { KeyCap } from "@/kit/components/key-hint";
import { useTranslate } from "@/kit/i18n/language";
import { dismissScanProblem, useScanProblem } from "./scan-problem";

/**
 * A code that is no item. It goes away by Esc or a touch and never by Enter, which scanners
 * send; scans that come meanwhile are refused aloud and counted.
 */
export function ScanProblemBanner({ onFind }: { readonly onFind: () => void }) {
  const t = useTranslate();
  const problem = useScanProblem((state) => state.problem);
  if (problem === null) {
    return null;
  }
  return (
    <div className="shrink-0 p-2">
      <Banner
        tone="danger"
        testId="scan-problem"
        title={
          <span className="text-register">
            {problem.text ?? t(`sell.problem-${problem.outcome}`)}{" "}
            <span data-selectable className="font-bold">
              {problem.code}
            </span>
          </span>
        }
        actions={
          <>
            {problem.outcome === "unknown_code" && (
              <Button keepFocus tabIndex={-1} data-testid="problem-find" onClick={onFind}>
                {t("sell.search-by-name")} <KeyCap>F2</KeyCap>
              </Button>
            )}
            <Button
              keepFocus
              tabIndex={-1}
              data-testid="problem-dismiss"
              onClick={dismissScanProblem}
            >
              {t("sell.ignore")} <KeyCap>Esc</KeyCap>
            </Button>
          </>
        }
      >
        {problem.refusedSince > 0 && (
          <span data-testid="problem-refused">
            {t("sell.refused-since", { count: problem.refusedSince })}
          </span>
        )}
      </Banner>
    </div>
  );
}
