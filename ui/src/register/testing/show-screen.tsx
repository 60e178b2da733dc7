import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { render, type RenderResult } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";
import { installHost } from "@/register/api/client";
import { followHost } from "@/register/api/events";
import type { Host } from "@/register/api/host";
import { newQueryClient } from "@/register/api/queries";

export interface ShownScreen extends RenderResult {
  readonly user: UserEvent;
  readonly client: QueryClient;
}

/** Shows a screen in front of a host, as the application would, with somebody to operate it. */
export function showScreen(screen: ReactNode, host: Host): ShownScreen {
  installHost(host);
  const client = newQueryClient();
  followHost(client);
  const rendered = render(<QueryClientProvider client={client}>{screen}</QueryClientProvider>);
  return { ...rendered, user: userEvent.setup(), client };
}
