import { useState } from "react";
import type { RestoreView, SetupStatus } from "@/register/api/bindings";
import { textOf } from "@/register/api/errors";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { Spinner } from "@/kit/components/progress";
import type { MessageKey } from "@/kit/i18n/catalogue";
import { useTranslate } from "@/kit/i18n/language";
import { RecoveryPage } from "./recovery-page";
import { RestoredPage } from "./restored-page";
import type { Start } from "./setup-draft";
import { SetupProgress } from "./setup-progress";
import { pageOf } from "./setup-refusal";
import { SetupStep } from "./setup-step";
import { useCreateShop } from "./use-create-shop";
import { useWizard } from "./use-wizard";
import { Working } from "./working";

export interface SetupScreenProps {
  readonly status: SetupStatus;
  /** The shop is there and its owner unlocked. */
  readonly onDone: () => void;
}

/** From an empty data folder to a shop that can sell, one decision a page. */
export function SetupScreen({ status, onDone }: SetupScreenProps) {
  const t = useTranslate();
  const wizard = useWizard(status);
  // What is shown once before the register opens.
  const [after, setAfter] = useState<RestoreView | "code">();
  const create = useCreateShop((draft, restored) => {
    if (restored !== null) {
      setAfter(restored);
    } else if (draft.start === "new") {
      setAfter("code");
    } else {
      onDone();
    }
  });
  const isLast = wizard.step === "summary";
  const { start } = wizard.draft;
  const submit = (): void => {
    if (!isLast) {
      create.reset();
      wizard.next();
    } else if (wizard.isComplete()) {
      create.mutate(wizard.draft, { onError: (error) => wizard.goTo(pageOf(error)) });
    }
  };
  if (after === "code") {
    return <RecoveryPage storeName={wizard.draft.store_name.trim()} onDone={onDone} />;
  }
  if (after !== undefined) {
    return <RestoredPage restored={after} onDone={onDone} />;
  }
  return (
    <main data-testid="setup-screen" className="flex h-full">
      <SetupProgress wizard={wizard} />
      <form
        // A press beside the controls leaves the focus here, so that Enter and Esc still work.
        tabIndex={-1}
        data-testid={`setup-step-${wizard.step}`}
        className="flex min-w-0 flex-1 flex-col shadow-none outline-none"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        onKeyDown={(event) => {
          // A list that is open closes itself; it lies outside the form's part of the page.
          const place = event.target as Element;
          if (event.key === "Escape" && event.currentTarget.contains(place)) {
            wizard.back();
          } else if (event.key === "Enter" && place.matches("[role=switch]")) {
            // Space turns a switch; Enter goes on, as everywhere in this wizard.
            event.preventDefault();
            submit();
          } else if (event.key === "Enter" && !place.matches("input, button")) {
            submit();
          }
        }}
      >
        <div className="flex-1 overflow-y-auto px-12 py-10">
          {start !== "new" && create.isPending ? (
            <Working what={start} />
          ) : (
            <SetupStep key={wizard.step} wizard={wizard} status={status} />
          )}
          {create.error !== null && (
            <div className="mt-4 max-w-3xl">
              <Banner tone="danger" title={textOf(create.error)} testId="setup-error" />
            </div>
          )}
        </div>
        <footer className="flex items-center gap-3 border-t border-hairline bg-surface px-12 py-4">
          <Button
            size="register"
            disabled={wizard.step === "language" || create.isPending}
            data-testid="setup-back"
            onClick={wizard.back}
          >
            {t("shell.back")}
          </Button>
          <p className="flex-1 text-meta text-muted">{t("setup.keys")}</p>
          {create.isPending && start === "new" && <Spinner label={t("setup.creating")} />}
          <Button
            key={wizard.step}
            type="submit"
            size="register"
            variant="primary"
            className="min-w-40"
            autoFocus={isLast || (wizard.step === "pin" && wizard.draft.pin !== "")}
            disabled={create.isPending}
            data-testid={isLast ? "setup-create" : "setup-next"}
          >
            {t(isLast ? lastWord(start, create.error) : "shell.next")}
          </Button>
        </footer>
      </form>
    </main>
  );
}

/** What the last button does; a join that broke off goes on where it stopped. */
function lastWord(start: Start, error: Error | null): MessageKey {
  if (start !== "join") {
    return start === "new" ? "setup.create" : "setup.restore";
  }
  return error === null ? "setup.join" : "setup.join-again";
}
