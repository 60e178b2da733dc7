import { mockIPC, clearMocks } from "@tauri-apps/api/mocks";
import { afterEach, expect, test } from "vitest";
import { ApiError } from "./api-error";
import { textOf } from "./errors";
import { tauriHost } from "./host";

afterEach(clearMocks);

test("an answer is handed over as it is", async () => {
  mockIPC((command, values) => ({ command, values }));
  const answer: unknown = await tauriHost().productSearch("kopi", 5);
  expect(answer).toEqual({ command: "product_search", values: { text: "kopi", limit: 5 } });
});

test("a refusal is thrown with its code and reads in the language shown", async () => {
  mockIPC(() => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- as the shell rejects
    throw { code: "disk_full", message: "no space left", details: null };
  });
  const refusal: unknown = await tauriHost()
    .cartView()
    .catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ApiError);
  expect(textOf(refusal)).toMatch(/^Disk penuh/);
});
