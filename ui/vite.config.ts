import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { devHost } from "./dev-host/vite-plugin.ts";

export default defineConfig({
  base: "./",
  plugins: [react(), tailwindcss(), devHost()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: ["safari16", "chrome120"],
    // Assets stay files: the content security policy of the shell allows no data: fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: { port: 1420, strictPort: true },
  test: {
    environment: "jsdom",
    globalSetup: ["dev-host/test-setup.ts"],
    setupFiles: ["src/kit/testing/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}", "dev-host/**/*.test.ts"],
    restoreMocks: true,
    testTimeout: 60_000,
  },
});
