import { useMutation } from "@tanstack/react-query";
import { FolderOpen } from "lucide-react";
import { useState } from "react";
import { api } from "@/register/api/client";
import { textOf } from "@/register/api/errors";
import { Button } from "@/kit/components/button";
import { TextField } from "@/kit/components/text-field";
import { useTranslate } from "@/kit/i18n/language";

export interface ChooseFileProps {
  readonly isReading: boolean;
  readonly onRead: (path: string) => void;
}

/** Which file: typed, or chosen in the desktop's own dialog. */
export function ChooseFile({ isReading, onRead }: ChooseFileProps) {
  const t = useTranslate();
  const [path, setPath] = useState("");
  const choose = useMutation({
    mutationFn: () => api.importChoose(),
    onSuccess: (chosen) => {
      // Nothing is chosen when the person changed their mind.
      if (chosen !== null) {
        setPath(chosen);
        onRead(chosen);
      }
    },
  });
  return (
    <form
      className="flex max-w-3xl flex-col gap-4 rounded-panel border border-hairline bg-surface p-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim() !== "" && !isReading) {
          onRead(path.trim());
        }
      }}
    >
      <TextField
        autoFocus
        label={t("catalog-import.path")}
        hint={t("catalog-import.path-hint")}
        error={choose.error === null ? undefined : textOf(choose.error)}
        value={path}
        data-testid="import-path"
        onValueChange={setPath}
      />
      <div className="flex gap-2">
        <Button
          icon={<FolderOpen aria-hidden className="size-icon" />}
          disabled={isReading || choose.isPending}
          data-testid="import-choose"
          onClick={() => choose.mutate()}
        >
          {t("catalog-import.choose")}
        </Button>
        <Button
          type="submit"
          variant="primary"
          disabled={isReading || path.trim() === ""}
          data-testid="import-read"
        >
          {t(isReading ? "catalog-import.reading" : "catalog-import.read")}
        </Button>
      </div>
    </form>
  );
}
