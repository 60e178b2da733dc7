import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect } from "react";
import { api } from "@/register/api/client";
import { followHost } from "@/register/api/events";
import { ApprovalDialog } from "@/register/approval/approval-dialog";
import { SoundFlash } from "@/kit/components/sound-flash";
import { ToastRegion } from "@/kit/components/toast";
import { useKeys } from "@/kit/keyboard/use-keys";
import { CloseQuestion } from "./close-question";
import { WINDOW_KEYS } from "./keys";
import type { AppRouter } from "./router";
import { StartGate } from "./start-gate";

export interface AppProps {
  readonly queryClient: QueryClient;
  readonly router: AppRouter;
}

/** The whole window. */
export function App({ queryClient, router }: AppProps) {
  useEffect(() => followHost(queryClient), [queryClient]);
  useKeys(WINDOW_KEYS, { actions: { "full-screen": () => void api.fullScreenToggle() } });
  return (
    <QueryClientProvider client={queryClient}>
      <StartGate>
        <RouterProvider router={router} />
        <ApprovalDialog />
      </StartGate>
      <CloseQuestion />
      <ToastRegion />
      <SoundFlash />
    </QueryClientProvider>
  );
}
