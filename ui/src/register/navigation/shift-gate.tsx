import { useQuery } from "@tanstack/react-query";
import { Navigate, Outlet } from "@tanstack/react-router";
import { statusQuery } from "@/register/api/queries";

/** Without an open shift nothing is sold: the way leads to opening one. */
export function ShiftGate() {
  const status = useQuery(statusQuery).data;
  if (status === undefined) {
    return null;
  }
  return status.shift === null ? <Navigate to="/shift/open" replace /> : <Outlet />;
}
