import { render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { pressKey } from "@/kit/testing/keys";
import { Dialog } from "./dialog";

test("one Esc closes a dialog whose focus is on an icon", async () => {
  const onClose = vi.fn();
  render(
    <Dialog open onClose={onClose} title="Code" testId="code-dialog">
      <p>JX6H-MNDB</p>
    </Dialog>,
  );
  await screen.findByTestId("code-dialog");
  expect(screen.getByRole("button")).toHaveFocus();
  pressKey("Escape");
  expect(onClose).toHaveBeenCalledOnce();
});
