import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { BROKEN_PRINTER } from "@/register/testing/seeded-shop";
import { openTestShop } from "@/register/testing/shop";
import { showScreen } from "@/register/testing/show-screen";
import { ToastRegion } from "@/kit/components/toast";
import { DrawerDialog } from "./drawer-dialog";

test("a printer that is not reached leaves the drawer shut, and the screen says so", async () => {
  const shop = await openTestShop("selling", { as: "supervisor", printer: BROKEN_PRINTER });
  const { user } = showScreen(
    <>
      <DrawerDialog open onClose={() => undefined} />
      <ToastRegion />
    </>,
    shop,
  );
  await user.type(await screen.findByTestId("drawer-reason"), "tukar uang");
  await user.click(screen.getByTestId("drawer-ok"));
  await waitFor(() => expect(screen.getByTestId("toast")).toHaveTextContent("Laci tidak terbuka"));
  // The order was given, and that is what is counted.
  expect((await shop.shiftReport()).drawer_opened_count).toBe(1);
});
