import { render as renderBare, screen } from "@testing-library/react";
import { QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { installHost } from "@/register/api/client";
import { newQueryClient } from "@/register/api/queries";
import { openTestShop } from "@/register/testing/shop";
import { refusal } from "@/register/testing/refusal";
import { setLanguage } from "@/kit/i18n/language";
import { expectAccessible } from "@/kit/testing/accessibility";
import { StartFailureScreen } from "./start-failure-screen";

const render = (screen: ReactNode) =>
  renderBare(<QueryClientProvider client={newQueryClient()}>{screen}</QueryClientProvider>);

test.each([
  ["ledger_wrong_key", "Kunci tidak cocok"],
  ["ledger_key_missing", "Kunci data toko tidak ditemukan"],
  ["ledger_busy", "Kasapro sudah berjalan"],
  ["ledger_newer", "versi Kasapro yang lebih baru"],
  ["ledger_corrupted", "File data toko rusak"],
  ["disk_full", "Disk penuh"],
  ["ledger_read_only", "tidak bisa ditulis"],
  ["keyring_missing", "Keyring tidak aktif"],
  ["internal", "kesalahan yang tidak dikenal"],
] as const)("%s says what happened and what to do", (code, title) => {
  render(<StartFailureScreen error={refusal(code)} onRetry={vi.fn()} />);
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent(title);
  expect(screen.getAllByRole("listitem").length).toBeGreaterThanOrEqual(2);
  expect(screen.getByTestId("start-failure-code")).toHaveTextContent(code);
});

test("the place concerned is shown, to be copied", () => {
  const error = refusal("ledger_key_missing", { path: "/home/toko/kasapro.key" });
  render(<StartFailureScreen error={error} onRetry={vi.fn()} />);
  expect(screen.getByTestId("start-failure-path")).toHaveTextContent("/home/toko/kasapro.key");
});

test("Enter tries again", async () => {
  const onRetry = vi.fn();
  render(<StartFailureScreen error={new Error("boom")} onRetry={onRetry} />);
  await userEvent.keyboard("{Enter}");
  expect(onRetry).toHaveBeenCalledOnce();
});

test("who cannot read the language shown chooses another", async () => {
  render(<StartFailureScreen error={refusal("ledger_corrupted")} onRetry={vi.fn()} />);
  await userEvent.click(screen.getByTestId("start-failure-language-en"));
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("damaged");
  expect(screen.getByTestId("start-failure-language-en")).toHaveAttribute("aria-pressed", "true");
});

test("it is accessible, in English too", async () => {
  setLanguage("en");
  const error = refusal("ledger_corrupted");
  const { container } = render(<StartFailureScreen error={error} onRetry={vi.fn()} />);
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("damaged");
  await expectAccessible(container);
});

test("a lost key is put back with the recovery code", async () => {
  const onRetry = vi.fn();
  const ledgerReopen = vi.fn(() => Promise.reject(refusal("recovery_code_wrong")));
  installHost({ ...(await openTestShop("needs_setup")), ledgerReopen });
  const { container } = render(
    <StartFailureScreen error={refusal("ledger_key_missing")} onRetry={onRetry} />,
  );
  await expectAccessible(container);
  const field = screen.getByTestId("recovery-code-typed");
  await userEvent.type(field, "7k2m{Enter}");
  expect(field).toHaveAttribute("aria-invalid", "true");
  expect(ledgerReopen).not.toHaveBeenCalled();
  await userEvent.type(field, "9qxa3ftbw0dz8hnr5vjc2pge{Enter}");
  expect(await screen.findByText(/toko atau cadangan lain/)).toBeInTheDocument();
  expect(ledgerReopen).toHaveBeenCalledWith("7K2M-9QXA-3FTB-W0DZ-8HNR-5VJC-2PGE");
  ledgerReopen.mockResolvedValueOnce({} as never);
  await userEvent.click(screen.getByTestId("reopen-open"));
  await vi.waitFor(() => expect(onRetry).toHaveBeenCalledOnce());
});
