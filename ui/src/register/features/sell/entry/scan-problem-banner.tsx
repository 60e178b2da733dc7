import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { statusQuery } from "@/register/api/queries";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { KeyCap } from "@/kit/components/key-hint";
import { useTranslate } from "@/kit/i18n/language";
import { dismissScanProblem, useScanProblem } from "./scan-problem";

/** So many of the refused codes are named. */
const CODES_SHOWN = 5;

/**
 * A code that is no item. It goes away by Esc or a touch and never by Enter, which scanners
 * send; scans that come meanwhile are refused aloud and counted.
 */
export function ScanProblemBanner({ onFind }: { readonly onFind: () => void }) {
  const t = useTranslate();
  const problem = useScanProblem((state) => state.problem);
  const role = useQuery(statusQuery).data?.user?.role;
  const mayEdit = role === "supervisor" || role === "owner";
  const navigate = useNavigate();
  const goToProduct = (code: string): void => {
    dismissScanProblem();
    void navigate({ to: "/products", search: { code } });
  };
  if (problem === null) {
    return null;
  }
  return (
    <div className="shrink-0 p-2">
      <Banner
        tone="danger"
        testId="scan-problem"
        title={
          <span className="line-clamp-2 text-register">
            {problem.text ?? t(`sell.problem-${problem.outcome}`)}{" "}
            <span data-selectable className="font-bold">
              {problem.name ?? problem.code}
            </span>
          </span>
        }
        actions={
          <>
            {problem.outcome === "unknown_code" && (
              <Button keepFocus data-testid="problem-find" onClick={onFind}>
                {t("sell.search-by-name")} <KeyCap>F2</KeyCap>
              </Button>
            )}
            {mayEdit && problem.outcome === "unknown_code" && (
              <Button
                keepFocus

                data-testid="problem-create"
                onClick={() => goToProduct(problem.code)}
              >
                {t("sell.create-product")}
              </Button>
            )}
            {mayEdit && problem.outcome === "no_price" && (
              <Button
                keepFocus

                data-testid="problem-price"
                onClick={() => goToProduct(problem.code)}
              >
                {t("sell.set-price")}
              </Button>
            )}
            <Button
              keepFocus

              data-testid="problem-dismiss"
              onClick={dismissScanProblem}
            >
              {t("sell.ignore")} <KeyCap>Esc</KeyCap>
            </Button>
          </>
        }
      >
        {problem.refused.length > 0 && (
          <span data-testid="problem-refused" className="line-clamp-2">
            {t("sell.refused-since", { count: problem.refused.length })}{" "}
            <span data-selectable>{problem.refused.slice(-CODES_SHOWN).join(", ")}</span>
          </span>
        )}
      </Banner>
    </div>
  );
}
