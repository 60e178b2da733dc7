import { fireEvent, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { X } from "lucide-react";
import { expect, test, vi } from "vitest";
import { pressKey } from "@/kit/testing/keys";
import { Dialog } from "./dialog";
import { IconButton } from "./icon-button";

function showDialog() {
  const onClose = vi.fn();
  render(
    <Dialog open onClose={onClose} title="Code" testId="code-dialog">
      <p>JX6H-MNDB</p>
    </Dialog>,
  );
  return onClose;
}

test("one Esc closes a dialog whose focus is on an icon", async () => {
  const onClose = showDialog();
  await screen.findByTestId("code-dialog");
  expect(screen.getByRole("button")).toHaveFocus();
  pressKey("Escape");
  expect(onClose).toHaveBeenCalledOnce();
});

test("the first Esc closes a dialog although the mouse rests on one of its icons", async () => {
  const onClose = showDialog();
  await screen.findByTestId("code-dialog");
  await userEvent.hover(screen.getByRole("button"));
  await screen.findByTestId("tooltip");
  pressKey("Escape");
  expect(onClose).toHaveBeenCalledOnce();
});

test("the name of an icon shows under the mouse, and goes with a press or with the mouse", async () => {
  const onClick = vi.fn();
  render(<IconButton label="Kunci" icon={<X />} onClick={onClick} />);
  const button = screen.getByRole("button", { name: "Kunci" });
  await userEvent.hover(button);
  expect(await screen.findByTestId("tooltip")).toHaveTextContent("Kunci");
  fireEvent.pointerMove(document.body);
  expect(screen.queryByTestId("tooltip")).toBeNull();
  await userEvent.hover(button);
  await screen.findByTestId("tooltip");
  await userEvent.click(button);
  expect(onClick).toHaveBeenCalledOnce();
  expect(screen.queryByTestId("tooltip")).toBeNull();
});

test("a button that is disabled under the mouse loses its name with the next move", async () => {
  const { rerender } = render(<IconButton label="Kunci" icon={<X />} />);
  await userEvent.hover(screen.getByRole("button"));
  await screen.findByTestId("tooltip");
  rerender(<IconButton label="Kunci" icon={<X />} disabled />);
  fireEvent.pointerMove(document.body);
  expect(screen.queryByTestId("tooltip")).toBeNull();
});
