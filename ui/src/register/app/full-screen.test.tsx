import { screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { pressKey } from "@/kit/testing/keys";
import { showApp } from "@/register/testing/show-app";
import { openTestShop } from "@/register/testing/shop";

async function showAt(stage: Parameters<typeof openTestShop>[0], screenId: string) {
  const shop = await openTestShop(stage);
  const fullScreenToggle = vi.fn().mockResolvedValue(null);
  await showApp({ ...shop, fullScreenToggle });
  await screen.findByTestId(screenId);
  return fullScreenToggle;
}

test.each([
  ["needs_setup", "setup-step-language"],
  ["locked", "lock-screen"],
  ["selling", "sell-screen"],
] as const)("F11 fills the screen: %s", async (stage, screenId) => {
  const toggle = await showAt(stage, screenId);
  expect(pressKey("F11")).toBe(false);
  expect(toggle).toHaveBeenCalledOnce();
});

test("F11 fills the screen while a dialog is open", async () => {
  const toggle = await showAt("selling", "sell-screen");
  pressKey("F1");
  await screen.findByTestId("help-dialog");
  pressKey("F11");
  expect(toggle).toHaveBeenCalledOnce();
});
