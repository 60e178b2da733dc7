import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "@/register/api/client";
import { KeyHints } from "@/kit/components/key-hint";
import { HelpDialog } from "@/register/features/help/help-dialog";
import { PrintQueueDialog } from "@/register/features/printing/print-queue-dialog";
import { useKeys } from "@/kit/keyboard/use-keys";
import type { KeyScope } from "@/kit/keyboard/key-map";
import { Header } from "./header";

const SCOPE_OF: Readonly<Record<string, KeyScope>> = {
  "/sell": "register",
  "/sell/pay": "tender",
  "/sell/done": "done",
  "/products": "products",
};

/** What stands around every screen: header, keys along the foot, help. */
export function Layout() {
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [helpOpen, setHelpOpen] = useState(false);
  const [queueOpen, setQueueOpen] = useState(false);
  const [menuOpen, setMenuOpen] = useState(false);
  useKeys("anywhere", {
    actions: {
      help: () => setHelpOpen(true),
      find: () => void navigate({ to: "/sell" }),
      lock: () => void api.sessionLock(),
      "go-to": () => setMenuOpen(true),
      sync: () => void navigate({ to: "/sync" }),
    },
  });
  return (
    <div className="flex h-full flex-col">
      <Header
        menuOpen={menuOpen}
        onMenuOpenChange={setMenuOpen}
        onHelp={() => setHelpOpen(true)}
        onQueue={() => setQueueOpen(true)}
      />
      <main className="screen-container flex min-h-0 flex-1 flex-col">
        <Outlet />
      </main>
      <KeyHints scope={SCOPE_OF[path] ?? "anywhere"} />
      <HelpDialog open={helpOpen} onClose={() => setHelpOpen(false)} />
      <PrintQueueDialog open={queueOpen} onClose={() => setQueueOpen(false)} />
    </div>
  );
}
