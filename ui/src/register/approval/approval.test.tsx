import { screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { PINS } from "@/register/testing/seeded-shop";
import { openTestShop } from "@/register/testing/shop";
import { expectAccessible } from "@/kit/testing/accessibility";
import { showScreen } from "@/register/testing/show-screen";
import { ApprovalDialog } from "./approval-dialog";
import { useApprovalStore, withApproval } from "./approval-store";

beforeEach(() => useApprovalStore.setState({ waiting: undefined }));

const COMMAND = newCommandId();

/** A cashier's button that opens the drawer, which a cashier may not do alone. */
function DrawerButton() {
  const [outcome, setOutcome] = useState("");
  const press = async (): Promise<void> => {
    const answer = await withApproval(
      (approval) => api.drawerOpen(COMMAND, "tukar uang", approval),
      {
        askFacts: () => Promise.resolve([{ label: "approval.reason", value: "tukar uang" }]),
      },
    );
    setOutcome(answer === undefined ? "declined" : "opened");
  };
  return (
    <>
      <button onClick={() => void press()}>open</button>
      <output data-testid="outcome">{outcome}</output>
    </>
  );
}

async function shown() {
  const shop = await openTestShop("selling");
  const drawerOpen = vi.fn(shop.drawerOpen);
  const shownScreen = showScreen(
    <>
      <DrawerButton />
      <ApprovalDialog />
    </>,
    { ...shop, drawerOpen },
  );
  return { ...shownScreen, drawerOpen };
}

test("a supervisor approves in place and the same command runs again", async () => {
  const { user, drawerOpen } = await shown();
  await user.click(screen.getByText("open"));
  await user.click(await screen.findByTestId("approver-bambang"));
  await user.keyboard(PINS.supervisor);
  await waitFor(() => expect(screen.getByTestId("outcome")).toHaveTextContent("opened"));
  expect(drawerOpen.mock.calls.map((call) => call[0])).toEqual([COMMAND, COMMAND]);
  expect(screen.queryByTestId("approval-dialog")).not.toBeInTheDocument();
});

test("what is approved is on the screen, and the arrows choose who approves", async () => {
  const { user } = await shown();
  await user.click(screen.getByText("open"));
  expect(await screen.findByTestId("approval-facts")).toHaveTextContent("Alasantukar uang");
  const first = await screen.findByTestId("approver-sari");
  first.focus();
  await user.keyboard("{ArrowDown}");
  expect(screen.getByTestId("approver-bambang")).toHaveFocus();
});

test("a wrong PIN keeps the dialog open and says so", async () => {
  const { user } = await shown();
  await user.click(screen.getByText("open"));
  await user.click(await screen.findByTestId("approver-bambang"));
  await user.keyboard("9999");
  await waitFor(() => expect(screen.getByTestId("approval-error")).toHaveTextContent(/PIN salah/));
  expect(screen.getByTestId("approval-dialog")).toBeInTheDocument();
});

test("closing the dialog declines and nothing is run", async () => {
  const { user, drawerOpen } = await shown();
  await user.click(screen.getByText("open"));
  await screen.findByTestId("approver-bambang");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.getByText("declined")).toBeInTheDocument());
  expect(drawerOpen).toHaveBeenCalledOnce();
});

test("cashiers are not among those who may approve", async () => {
  const { user, baseElement } = await shown();
  await user.click(screen.getByText("open"));
  await screen.findByTestId("approver-sari");
  expect(screen.queryByTestId("approver-ayu")).not.toBeInTheDocument();
  await expectAccessible(baseElement);
});
