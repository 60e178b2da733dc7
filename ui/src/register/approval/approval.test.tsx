import { screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { api } from "@/register/api/client";
import { fakeHost } from "@/register/api/fake/fake-host";
import { expectAccessible } from "@/kit/testing/accessibility";
import { showScreen } from "@/register/testing/show-screen";
import { ApprovalDialog } from "./approval-dialog";
import { useApprovalStore, withApproval } from "./approval-store";

beforeEach(() => useApprovalStore.setState({ waiting: undefined }));

/** A cashier's button that opens the drawer, which a cashier may not do alone. */
function DrawerButton() {
  const [outcome, setOutcome] = useState("");
  const press = async (): Promise<void> => {
    const answer = await withApproval((approval) => api.drawerOpen("id-1", "tukar uang", approval));
    setOutcome(answer === undefined ? "declined" : "opened");
  };
  return (
    <>
      <button onClick={() => void press()}>open</button>
      <output data-testid="outcome">{outcome}</output>
    </>
  );
}

function shown() {
  const host = fakeHost("selling");
  const honest = host.drawerOpen;
  const drawerOpen = vi.fn<typeof honest>(async (id, reason, approval) => {
    if (approval !== null) {
      await host.sessionUnlock(approval.user_id, approval.pin);
    }
    return honest(id, reason, approval);
  });
  const shownScreen = showScreen(
    <>
      <DrawerButton />
      <ApprovalDialog />
    </>,
    { ...host, drawerOpen },
  );
  return { ...shownScreen, drawerOpen };
}

test("a supervisor approves in place and the same command runs again", async () => {
  const { user, drawerOpen } = shown();
  await user.click(screen.getByText("open"));
  await user.click(await screen.findByTestId("approver-bambang"));
  await user.keyboard("2222");
  await waitFor(() => expect(screen.getByTestId("outcome")).toHaveTextContent("opened"));
  expect(drawerOpen.mock.calls.map((call) => call[0])).toEqual(["id-1", "id-1"]);
  expect(screen.queryByTestId("approval-dialog")).not.toBeInTheDocument();
});

test("a wrong PIN keeps the dialog open and says so", async () => {
  const { user } = shown();
  await user.click(screen.getByText("open"));
  await user.click(await screen.findByTestId("approver-bambang"));
  await user.keyboard("9999");
  await waitFor(() => expect(screen.getByTestId("approval-error")).toHaveTextContent(/PIN salah/));
  expect(screen.getByTestId("approval-dialog")).toBeInTheDocument();
});

test("closing the dialog declines and nothing is run", async () => {
  const { user, drawerOpen } = shown();
  await user.click(screen.getByText("open"));
  await screen.findByTestId("approver-bambang");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.getByText("declined")).toBeInTheDocument());
  expect(drawerOpen).toHaveBeenCalledOnce();
});

test("cashiers are not among those who may approve", async () => {
  const { user, baseElement } = shown();
  await user.click(screen.getByText("open"));
  await screen.findByTestId("approver-sari");
  expect(screen.queryByTestId("approver-ayu")).not.toBeInTheDocument();
  await expectAccessible(baseElement);
});
