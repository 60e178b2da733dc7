import { act, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { useCloseAsked } from "@/register/api/close-asked";
import type { HostListener } from "@/register/api/host";
import { expectAccessible } from "@/kit/testing/accessibility";
import { pass, pressKey } from "@/kit/testing/keys";
import { showApp } from "@/register/testing/show-app";
import { openTestShop } from "@/register/testing/shop";

beforeEach(() => useCloseAsked.setState({ asked: false }));

/** The window was to be closed, as the shell tells the page. */
async function asked(stage: "locked" | "selling", screenId: string) {
  const shop = await openTestShop(stage);
  const windowCloseAnswer = vi.fn().mockResolvedValue(null);
  let listener: HostListener | undefined;
  const subscribe = (heard: HostListener) => {
    listener = heard;
    return shop.subscribe(heard);
  };
  await showApp({ ...shop, subscribe, windowCloseAnswer });
  await screen.findByTestId(screenId);
  act(() => listener?.onCloseAsked());
  await screen.findByTestId("close-question");
  pass(600);
  return windowCloseAnswer;
}

test.each([
  ["locked", "lock-screen"],
  ["selling", "sell-screen"],
] as const)("the window is closed only by an answer: %s", async (stage, screenId) => {
  const answer = await asked(stage, screenId);
  await expectAccessible(document.body);
  expect(answer).not.toHaveBeenCalled();
  await userEvent.click(screen.getByTestId("alert-confirm"));
  expect(answer).toHaveBeenCalledExactlyOnceWith(true);
});

test("Enter and Esc stay", async () => {
  const answer = await asked("selling", "sell-screen");
  expect(screen.getByTestId("alert-cancel")).toHaveFocus();
  pressKey("Escape");
  await waitFor(() => expect(screen.queryByTestId("close-question")).toBeNull());
  expect(answer).toHaveBeenCalledExactlyOnceWith(false);
});
