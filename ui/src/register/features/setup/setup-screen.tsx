import type { SetupStatus } from "@/register/api/bindings";
import { textOf } from "@/register/api/errors";
import { Banner } from "@/kit/components/banner";
import { Button } from "@/kit/components/button";
import { Spinner } from "@/kit/components/progress";
import type { MessageKey } from "@/kit/i18n/catalogue";
import { useTranslate } from "@/kit/i18n/language";
import { Joining } from "./joining";
import { SetupProgress } from "./setup-progress";
import { pageOf } from "./setup-refusal";
import { SetupStep } from "./setup-step";
import { useCreateShop } from "./use-create-shop";
import { useWizard } from "./use-wizard";

export interface SetupScreenProps {
  readonly status: SetupStatus;
  /** The shop is there and its owner unlocked. */
  readonly onDone: () => void;
}

/** From an empty data folder to a shop that can sell, one decision a page. */
export function SetupScreen({ status, onDone }: SetupScreenProps) {
  const t = useTranslate();
  const wizard = useWizard(status);
  const create = useCreateShop(onDone);
  const isLast = wizard.step === "summary";
  const isJoin = wizard.draft.start === "join";
  const submit = (): void => {
    if (!isLast) {
      create.reset();
      wizard.next();
    } else if (wizard.isComplete()) {
      create.mutate(wizard.draft, { onError: (error) => wizard.goTo(pageOf(error)) });
    }
  };
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
          } else if (event.key === "Enter" && !place.matches("input, button")) {
            submit();
          }
        }}
      >
        <div className="flex-1 overflow-y-auto px-12 py-10">
          {isJoin && create.isPending ? (
            <Joining />
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
          {create.isPending && !isJoin && <Spinner label={t("setup.creating")} />}
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
            {t(isLast ? lastWord(isJoin, create.error) : "shell.next")}
          </Button>
        </footer>
      </form>
    </main>
  );
}

/** What the last button does; a join that broke off goes on where it stopped. */
function lastWord(isJoin: boolean, error: Error | null): MessageKey {
  if (!isJoin) {
    return "setup.create";
  }
  return error === null ? "setup.join" : "setup.join-again";
}
