import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect } from "react";
import { followHost } from "@/api/events";
import { newQueryClient } from "@/api/queries";
import { ApprovalDialog } from "@/approval/approval-dialog";
import { SoundFlash } from "@/components/sound-flash";
import { ToastRegion } from "@/components/toast";
import { router } from "./router";
import { StartGate } from "./start-gate";

const queryClient = newQueryClient();

/** The whole window. */
export function App() {
  useEffect(() => followHost(queryClient), []);
  return (
    <QueryClientProvider client={queryClient}>
      <StartGate>
        <RouterProvider router={router} />
        <ApprovalDialog />
      </StartGate>
      <ToastRegion />
      <SoundFlash />
    </QueryClientProvider>
  );
}
