import { useQuery } from "@tanstack/react-query";
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import { openTestShop, type TestShop } from "@/register/testing/shop";
import { refusal } from "@/register/testing/refusal";
import { api } from "@/register/api/client";
import { setupStatusQuery, statusQuery } from "@/register/api/queries";
import { expectAccessible } from "@/kit/testing/accessibility";
import { showScreen } from "@/register/testing/show-screen";
import { withServer } from "@/register/testing/scripted-server";
import { SetupScreen } from "./setup-screen";

const onDone = vi.fn();

/** As the application does it: the status is asked for and kept. */
function Wizard() {
  const status = useQuery(setupStatusQuery).data;
  return status === undefined ? null : <SetupScreen status={status} onDone={onDone} />;
}

/** An empty computer, and a shop that it can join. */
async function emptyRegister() {
  const joined = await openTestShop("locked");
  return withServer(await openTestShop("needs_setup"), "not_enrolled", () =>
    Promise.resolve(joined),
  );
}

async function shown(change: Partial<TestShop> = {}) {
  onDone.mockClear();
  const shop = await emptyRegister();
  const setupStatus = async () => ({
    ...(await shop.setupStatus()),
    keyring: "available" as const,
  });
  const setupCreate = vi.fn(change.setupCreate ?? shop.setupCreate);
  const view = showScreen(<Wizard />, { ...shop, setupStatus, ...change, setupCreate });
  await screen.findByTestId("setup-step-language");
  return { ...view, setupCreate };
}

type Person = Awaited<ReturnType<typeof shown>>["user"];

/** Answers everything with the keyboard alone, up to the summary. */
async function answer(user: Person): Promise<void> {
  await user.keyboard("{Enter}");
  await user.keyboard("Toko Maju{Enter}");
  await user.keyboard("{ArrowDown}{Enter}");
  await user.keyboard("Ayu Lestari{Enter}");
  await user.keyboard("48264826");
  await user.keyboard("{Enter}");
  await user.keyboard("{ArrowDown}{Enter}");
  await user.keyboard("{Enter}");
}

/** Types the two groups that are asked for, as from paper. */
async function writeDown(user: Person): Promise<void> {
  const code = (await screen.findByTestId("recovery-code")).dataset.code ?? "";
  await user.keyboard("{Enter}");
  for (const field of await screen.findAllByRole("textbox")) {
    const place = Number(field.dataset.testid?.split("-").at(-1));
    await user.type(field, code.split("-")[place - 1]?.toLowerCase() ?? "");
  }
  await user.keyboard("{Enter}");
}

test("the keyboard alone sets a shop up", async () => {
  const autostartWrite = vi.fn((on: boolean) => Promise.resolve(on));
  const { user, setupCreate } = await shown({ autostartWrite });
  await answer(user);
  expect(screen.getByTestId("setup-step-summary")).toBeInTheDocument();
  await user.keyboard("{Enter}");
  await writeDown(user);
  await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  expect(autostartWrite).not.toHaveBeenCalled();
  expect(setupCreate.mock.calls[0]?.[0]).toMatchObject({
    store_name: "Toko Maju",
    currency: "IDR",
    tax: "ppn_inclusive",
    owner_name: "Ayu Lestari",
    owner_username: "ayu",
    pin: "4826",
    register_name: "Kasir 1",
    catalog: "sample",
    printer: { kind: "none" },
    use_key_file: false,
  });
});

test("going back keeps what was typed", async () => {
  const { user } = await shown();
  await user.keyboard("{Enter}");
  await user.keyboard("Toko Maju");
  await user.keyboard("{Escape}");
  expect(screen.getByTestId("setup-step-language")).toBeInTheDocument();
  await user.keyboard("{Enter}");
  expect(screen.getByTestId("setup-store-name")).toHaveValue("Toko Maju");
});

test("a shop without a name is not accepted", async () => {
  const { user } = await shown();
  await user.keyboard("{Enter}{Enter}");
  expect(screen.getByRole("alert")).toHaveTextContent("Isi nama toko dulu.");
});

test("English is spoken as soon as it is chosen", async () => {
  const { user } = await shown();
  await user.click(await screen.findByTestId("setup-language-en"));
  expect(screen.getByTestId("setup-next")).toHaveTextContent("Next");
});

test("two different PINs are refused, and a weak one is warned of", async () => {
  const { user } = await shown();
  await user.keyboard("{Enter}Toko{Enter}{Enter}Ayu{Enter}");
  await user.keyboard("1234");
  expect(screen.getByTestId("new-pin-weak")).toBeInTheDocument();
  await user.keyboard("1235");
  expect(screen.getByTestId("new-pin-error")).toHaveTextContent("Kedua PIN tidak sama");
  await user.keyboard("48264826");
  expect(screen.getByTestId("setup-step-register")).toBeInTheDocument();
});

test("without a keyring the key file needs consent", async () => {
  const empty = await emptyRegister();
  const status = { ...(await empty.setupStatus()), keyring: "missing" as const };
  const { user, setupCreate } = await shown({ setupStatus: () => Promise.resolve(status) });
  await answer(user);
  await user.click(await screen.findByTestId("setup-next"));
  expect(screen.getByTestId("setup-key-problem")).toBeInTheDocument();
  await user.click(await screen.findByTestId("setup-key-consent"));
  await user.click(await screen.findByTestId("setup-next"));
  await user.click(await screen.findByTestId("setup-create"));
  await writeDown(user);
  await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  expect(setupCreate.mock.calls[0]?.[0].use_key_file).toBe(true);
});

test("a keyring that fails at the last moment leads to the page about the key", async () => {
  const { user } = await shown({ setupCreate: () => Promise.reject(refusal("keyring_missing")) });
  await answer(user);
  await user.keyboard("{Enter}");
  expect(await screen.findByTestId("setup-error")).toHaveTextContent("keyring");
  await user.click(await screen.findByTestId("setup-create"));
  expect(screen.getByTestId("setup-step-key")).toBeInTheDocument();
  expect(onDone).not.toHaveBeenCalled();
});

test("what Rust refuses is mended on its own page", async () => {
  const setupCreate = () => Promise.reject(refusal("username_invalid"));
  const { user } = await shown({ setupCreate });
  await answer(user);
  await user.keyboard("{Enter}");
  expect(await screen.findByTestId("setup-step-owner")).toBeInTheDocument();
  expect(screen.getByTestId("setup-error")).toHaveTextContent("Nama pengguna");
});

test("it starts with the computer when the person wants it, and nobody is made to", async () => {
  const autostartWrite = vi.fn((on: boolean) => Promise.resolve(on));
  const { user } = await shown({ autostartWrite });
  await user.keyboard("{Enter}Toko{Enter}{Enter}Ayu{Enter}48264826");
  expect(await screen.findByTestId("setup-autostart")).not.toBeChecked();
  await user.keyboard("{Tab} {Enter}{Enter}{Enter}");
  expect(screen.getByTestId("setup-summary-register")).toHaveTextContent("menyala");
  expect(autostartWrite).not.toHaveBeenCalled();
  await user.keyboard("{Enter}");
  await screen.findByTestId("recovery-code");
  expect(autostartWrite).toHaveBeenCalledExactlyOnceWith(true);
});

test("a desktop that refuses to start it does not undo the shop", async () => {
  const autostartWrite = () => Promise.reject(refusal("autostart_refused"));
  const { user } = await shown({ autostartWrite });
  await user.keyboard("{Enter}Toko{Enter}{Enter}Ayu{Enter}48264826");
  await screen.findByTestId("setup-autostart");
  await user.keyboard("{Tab} {Enter}{Enter}{Enter}{Enter}");
  expect(await screen.findByTestId("recovery-code")).toBeInTheDocument();
});

test("a printer is tried before the shop exists", async () => {
  const printerTest = vi.fn(() => Promise.reject(refusal("printer_unreachable")));
  const { user } = await shown({ printerTest });
  await user.keyboard("{Enter}Toko{Enter}{Enter}Ayu{Enter}48264826{Enter}{Enter}");
  await user.click(await screen.findByTestId("printer-kind-tcp"));
  await user.type(await screen.findByTestId("printer-target"), "10.0.0.9:9100");
  await user.click(await screen.findByTestId("printer-test"));
  expect(await screen.findByTestId("printer-failed")).toHaveTextContent("Printer tidak menjawab");
});

test("every page is accessible", async () => {
  const { user, container } = await shown();
  await expectAccessible(container);
  await answer(user);
  await expectAccessible(container);
});

describe("the recovery code", () => {
  test("is let go only by somebody who has it on paper", async () => {
    const { user, container } = await shown();
    await answer(user);
    await user.keyboard("{Enter}");
    await user.click(await screen.findByTestId("recovery-written"));
    const [first] = await screen.findAllByRole("textbox");
    await user.type(first as HTMLElement, "0000");
    await user.click(screen.getByTestId("recovery-confirm"));
    expect(first).toHaveAttribute("aria-invalid", "true");
    expect(onDone).not.toHaveBeenCalled();
    await expectAccessible(container);
    await user.click(screen.getByTestId("recovery-show-again"));
    await expectAccessible(container);
    await writeDown(user);
    expect(onDone).toHaveBeenCalledOnce();
  });

  test("is let go by a finger alone, too", async () => {
    const { user } = await shown();
    await answer(user);
    await user.keyboard("{Enter}");
    const code = (await screen.findByTestId("recovery-code")).dataset.code ?? "";
    await user.click(screen.getByTestId("recovery-written"));
    const fields = await screen.findAllByRole("textbox");
    await user.click(screen.getByTestId("code-key-7"));
    await user.click(screen.getByTestId("code-key-backspace"));
    for (const field of fields) {
      const place = Number(field.dataset.testid?.split("-").at(-1));
      for (const letter of code.split("-")[place - 1] ?? "") {
        await user.click(screen.getByTestId(`code-key-${letter}`));
      }
    }
    expect(onDone).not.toHaveBeenCalled();
    await user.click(screen.getByTestId("recovery-confirm"));
    expect(onDone).toHaveBeenCalledOnce();
  });

  test("can be printed, and saved as a text file", async () => {
    const print = vi.spyOn(window, "print").mockImplementation(() => undefined);
    const { data_dir } = await (await emptyRegister()).setupStatus();
    const path = `${data_dir}/code.txt`;
    const { user } = await shown({ newFileChoose: () => Promise.resolve(path) });
    await answer(user);
    await user.keyboard("{Enter}");
    await user.click(await screen.findByTestId("recovery-print"));
    expect(print).toHaveBeenCalledOnce();
    await user.click(screen.getByTestId("recovery-save"));
    await waitFor(() => expect(screen.getByTestId("recovery-save")).toBeEnabled());
    expect(screen.queryByTestId("recovery-save-error")).not.toBeInTheDocument();
    print.mockRestore();
  });
});

describe("restoring a backup", () => {
  async function lostShop() {
    const shop = await openTestShop("locked");
    await shop.unlock("owner");
    const { recovery_code } = await shop.recoveryCodeNew();
    const path = `${(await shop.setupStatus()).data_dir}/shop-backup.db`;
    await shop.backupWrite(path);
    return { path, code: recovery_code };
  }

  async function answerRestore(user: Person, path: string, code: string): Promise<void> {
    await user.click(await screen.findByTestId("setup-start-restore"));
    await user.keyboard("{Enter}");
    await user.type(screen.getByTestId("setup-backup-path"), path);
    await user.type(screen.getByTestId("recovery-code-typed"), code.replaceAll("-", ""));
    await user.keyboard("{Enter}");
  }

  test("asks for the file and the code, and tells what came back", async () => {
    const { path, code } = await lostShop();
    const { user, container, client } = await shown();
    await answerRestore(user, path, code.toLowerCase());
    expect(screen.getByTestId("setup-step-summary")).toHaveTextContent(path);
    await expectAccessible(container);
    await user.keyboard("{Enter}");
    expect(await screen.findByTestId("setup-restored")).toHaveTextContent("Toko");
    await expectAccessible(container);
    expect(client.getQueryData(statusQuery.queryKey)).toMatchObject({ user: null });
    await user.keyboard("{Enter}");
    expect(onDone).toHaveBeenCalledOnce();
  });

  test("a code that does not fit is mended on its page", async () => {
    const { path, code } = await lostShop();
    const { user } = await shown();
    const last = code.endsWith("7") ? "8" : "7";
    await answerRestore(user, path, code.slice(0, -1) + last);
    await user.keyboard("{Enter}");
    expect(await screen.findByTestId("setup-step-backup")).toBeInTheDocument();
    expect(screen.getByTestId("setup-error")).toHaveTextContent("huruf demi huruf");
  });

  test("a missing file and half a code are told on their fields", async () => {
    const { user } = await shown();
    await user.click(await screen.findByTestId("setup-start-restore"));
    await user.keyboard("{Enter}{Enter}");
    expect(screen.getByTestId("setup-backup-path")).toHaveAttribute("aria-invalid", "true");
    await user.type(screen.getByTestId("setup-backup-path"), "/a.db{Enter}");
    expect(screen.getByTestId("recovery-code-typed")).toHaveAttribute("aria-invalid", "true");
  });
});

describe("joining a shop", () => {
  async function answerJoin(user: Person, code = "7k3m9qxa"): Promise<void> {
    await user.click(await screen.findByTestId("setup-start-join"));
    await user.keyboard("{Enter}");
    await user.keyboard(`https://toko.example{Tab}${code}{Enter}`);
    await user.keyboard("{Enter}");
    await user.keyboard("{Enter}");
  }

  test("asks for the server, a name and a printer, and downloads the shop", async () => {
    const { user, client } = await shown();
    await answerJoin(user);
    expect(screen.getByTestId("setup-step-summary")).toHaveTextContent("7K3M-9QXA");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    const status = client.getQueryData(statusQuery.queryKey);
    expect(status).toMatchObject({ register_name: "Kasir 2", user: null });
    expect((await api.people()).map((person) => person.full_name)).toContain("Ayu Lestari");
  });

  test("says what it does while the shop comes down, and takes no second press", async () => {
    const shop = await emptyRegister();
    const enrolJoin = vi.fn<TestShop["enrolJoin"]>();
    let answered = (): void => undefined;
    enrolJoin.mockImplementation(async (...values) => {
      await new Promise<void>((resume) => (answered = resume));
      return shop.enrolJoin(...values);
    });
    const { user, container } = await shown({ enrolJoin });
    await answerJoin(user);
    await user.keyboard("{Enter}");
    const joining = await screen.findByTestId("setup-joining");
    expect(joining).toHaveTextContent("Mengunduh barang, harga, dan karyawan");
    expect(joining).toHaveTextContent(/Sudah berjalan 0:0\d/);
    expect(screen.getByTestId("setup-create")).toBeDisabled();
    expect(screen.getByTestId("setup-back")).toBeDisabled();
    await expectAccessible(container);
    answered();
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(enrolJoin).toHaveBeenCalledOnce();
  });

  test("an empty address and half a code are told on their fields", async () => {
    const { user } = await shown();
    await user.click(await screen.findByTestId("setup-start-join"));
    await user.keyboard("{Enter}{Enter}");
    expect(screen.getByTestId("enrol-server-url")).toHaveAttribute("aria-invalid", "true");
    await user.keyboard("https://toko.example{Tab}7k3m{Enter}");
    expect(screen.getByTestId("enrol-code")).toHaveAttribute("aria-invalid", "true");
    expect(screen.getByTestId("enrol-code")).toHaveValue("7K3M");
  });

  test("a code that the server does not take is mended on its page", async () => {
    const { user } = await shown();
    await answerJoin(user, "AAAAAAAA");
    await user.keyboard("{Enter}");
    expect(await screen.findByTestId("setup-step-server")).toBeInTheDocument();
    expect(screen.getByTestId("setup-error")).toHaveTextContent("Minta kode baru");
  });

  test("a join that broke off goes on under the same command", async () => {
    const enrolJoin = vi
      .fn<TestShop["enrolJoin"]>()
      .mockRejectedValueOnce(refusal("sync_unreachable"))
      .mockImplementation((await emptyRegister()).enrolJoin);
    const { user } = await shown({ enrolJoin });
    await answerJoin(user);
    await user.keyboard("{Enter}");
    expect(await screen.findByTestId("setup-error")).toHaveTextContent("Periksa internet");
    expect(screen.getByTestId("setup-create")).toHaveTextContent("Lanjutkan");
    await user.click(await screen.findByTestId("setup-create"));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    const ids = enrolJoin.mock.calls.map(([commandId]) => commandId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
});
