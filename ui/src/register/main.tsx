import "@/kit/design/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { installHost } from "./api/client";
import { tauriHost } from "./api/host";
import { newQueryClient } from "./api/queries";
import { App } from "./app/app";
import { applyRememberedLook } from "./app/appearance";
import { newRouter } from "./app/router";
import { startKeyboard } from "@/kit/keyboard/key-layers";
import { startScanner } from "@/kit/scanner/start-scanner";

applyRememberedLook();

async function start(): Promise<void> {
  if (import.meta.env.DEV && !("__TAURI_INTERNALS__" in window)) {
    // In a plain browser, while working on the screens: a shop of the development host.
    const { browserHost } = await import("./dev/browser-host");
    installHost(await browserHost());
  } else {
    installHost(tauriHost());
  }
  // The scanner hears every key first; only what a person typed reaches the shortcuts.
  startScanner();
  startKeyboard();
  const root = document.getElementById("root");
  if (root !== null) {
    createRoot(root).render(
      <StrictMode>
        <App queryClient={newQueryClient()} router={newRouter()} />
      </StrictMode>,
    );
  }
}

void start();
