import { Outlet, useMatches, useNavigate } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { KeyHints } from "@/kit/components/key-hint";
import { useKeys } from "@/kit/keyboard/use-keys";
import { api } from "@/register/api/client";
import { statusQuery } from "@/register/api/queries";
import { useLastPerson } from "@/register/navigation/last-person";
import { HelpDialog } from "@/register/features/help/help-dialog";
import { PrintQueueDialog } from "@/register/features/printing/print-queue-dialog";
import { Header } from "./header";
import { ALL_KEYS, FRAME_KEYS } from "./keys";

/** The frame around every screen: header, keys along the foot, help. */
export function Layout() {
  const navigate = useNavigate();
  const screenKeys = useMatches({ select: (matches) => matches.at(-1)?.staticData.keys });
  const [helpOpen, setHelpOpen] = useState(false);
  const [queueOpen, setQueueOpen] = useState(false);
  const [menuOpen, setMenuOpen] = useState(false);
  useFreshStart();
  const role = useQuery(statusQuery).data?.user?.role;
  useKeys(FRAME_KEYS, {
    actions: {
      help: () => setHelpOpen(true),
      sell: () => void navigate({ to: "/sell" }),
      lock: () => void api.sessionLock(),
      menu: () => setMenuOpen(true),
      sync: () => void navigate({ to: "/sync" }),
    },
  });
  return (
    <div className="@container/window flex h-full flex-col">
      <Header
        menuOpen={menuOpen}
        onMenuOpenChange={setMenuOpen}
        onHelp={() => setHelpOpen(true)}
        onQueue={() => setQueueOpen(true)}
      />
      <main className="screen-container flex min-h-0 flex-1 flex-col">
        <Outlet />
      </main>
      <KeyHints screen={screenKeys} frame={FRAME_KEYS} isCashier={role === "cashier"} />
      <HelpDialog open={helpOpen} keys={ALL_KEYS} onClose={() => setHelpOpen(false)} />
      <PrintQueueDialog open={queueOpen} onClose={() => setQueueOpen(false)} />
    </div>
  );
}

/** Where one person stopped is not where the next one begins. */
function useFreshStart(): void {
  const navigate = useNavigate();
  const userId = useQuery(statusQuery).data?.user?.user_id;
  useEffect(() => {
    const before = useLastPerson.getState().userId;
    if (userId === undefined || userId === before) {
      return;
    }
    useLastPerson.setState({ userId });
    if (before !== undefined) {
      void navigate({ to: "/sell", replace: true });
    }
  }, [navigate, userId]);
}
