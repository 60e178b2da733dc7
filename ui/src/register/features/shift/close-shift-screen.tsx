import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ShiftReportView, ShiftView } from "@/register/api/bindings";
import { statusQuery } from "@/register/api/queries";
import { CountingDrawer } from "./counting-drawer";
import { NoShift } from "./no-shift";
import { FinalReport } from "./report/final-report";

/** The drawer is counted blind, the shift ends, and the Z report says what came of it. */
export function CloseShiftScreen() {
  const shift: ShiftView | null = useQuery(statusQuery).data?.shift ?? null;
  const [report, setReport] = useState<ShiftReportView>();
  if (report !== undefined) {
    return <FinalReport report={report} />;
  }
  return shift === null ? <NoShift /> : <CountingDrawer shift={shift} onClosed={setReport} />;
}
