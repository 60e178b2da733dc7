import { createMemoryHistory } from "@tanstack/react-router";
import { act, render, screen } from "@testing-library/react";
import { onTestFinished } from "vitest";
import { installHost } from "@/register/api/client";
import type { Host } from "@/register/api/host";
import { newQueryClient } from "@/register/api/queries";
import { startKeyboard } from "@/kit/keyboard/key-layers";
import { decoder, startScanner } from "@/kit/scanner/start-scanner";
import { DEFAULT_PROFILE } from "@/kit/scanner/profile";
import { runKeyClock } from "@/kit/testing/keys";
import { App } from "@/register/app/app";
import { newRouter } from "@/register/app/router";

/** Shows the whole application on a shop, with its scanner and keyboard listening. */
export async function showApp(host: Host): Promise<void> {
  runKeyClock();
  installHost(host);
  decoder.configure(DEFAULT_PROFILE);
  const stops = [startScanner(), startKeyboard()];
  onTestFinished(() => stops.forEach((stop) => stop()));
  const router = newRouter(createMemoryHistory({ initialEntries: ["/"] }));
  render(<App queryClient={newQueryClient()} router={router} />);
  await act(() => router.load());
}

/** What an element says, by its test id. */
export function textOfElement(testId: string): string {
  return screen.getByTestId(testId).textContent;
}
