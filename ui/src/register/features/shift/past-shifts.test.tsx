import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { newCommandId } from "@/register/api/command-id";
import { openTestShop } from "@/register/testing/shop";
import { expectAccessible } from "@/kit/testing/accessibility";
import { showRoutedScreen } from "@/register/testing/show-routed-screen";
import { ToastRegion } from "@/kit/components/toast";
import { PastShiftsScreen } from "./past/past-shifts-screen";

async function twoShifts() {
  const shop = await openTestShop("selling", { as: "supervisor" });
  const counted = { amount_text: "195000", denominations: [] };
  await shop.shiftClose(newCommandId(), counted, "kurang lima ribu", null);
  await shop.shiftOpen(newCommandId(), { amount_text: "0", denominations: [] });
  const screens = (
    <>
      <PastShiftsScreen />
      <ToastRegion />
    </>
  );
  return showRoutedScreen(screens, shop);
}

test("past shifts are listed and show their report again", async () => {
  const { user, container } = await twoShifts();
  const rows = await screen.findAllByTestId("table-row");
  expect(rows).toHaveLength(2);
  await user.click(rows[1]!);
  expect(await screen.findByTestId("report-note")).toHaveTextContent("kurang lima ribu");
  expect(screen.getByTestId("report-difference")).toHaveTextContent("-Rp 5.000");
  await expectAccessible(container);
});

test("a past report is printed again", async () => {
  const { user } = await twoShifts();
  await user.click((await screen.findAllByTestId("table-row"))[1]!);
  await user.click(await screen.findByTestId("shift-print"));
  await waitFor(() => expect(screen.getByTestId("toast")).toHaveTextContent("dikirim ke printer"));
});
