import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ColumnMapping, ImportPreview } from "@/register/api/bindings";
import { api } from "@/register/api/client";
import { newCommandId } from "@/register/api/command-id";
import { importQuery } from "@/register/api/queries";
import { Banner } from "@/kit/components/banner";
import { useTranslate } from "@/kit/i18n/language";
import { ChooseFile } from "./choose-file";
import { importRefusal } from "./import-refusal";
import { MatchColumns } from "./match-columns";

/** From no file to an import that runs. */
export function NewImport({ onStarted }: { readonly onStarted: () => void }) {
  const t = useTranslate();
  const client = useQueryClient();
  const [preview, setPreview] = useState<ImportPreview>();
  const read = useMutation({
    mutationFn: ({ path, mapping }: { path: string; mapping: ColumnMapping | null }) =>
      api.importPreview(path, mapping),
    onSuccess: setPreview,
  });
  const start = useMutation({
    mutationFn: ({ path, mapping }: ImportPreview) =>
      api.importStart(newCommandId(), path, mapping),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: importQuery.queryKey });
      onStarted();
    },
  });
  const error = start.error ?? read.error;
  return (
    <>
      {error !== null && (
        <Banner tone="danger" title={importRefusal(error, t)} testId="import-error" />
      )}
      {preview === undefined ? (
        <ChooseFile
          isReading={read.isPending}
          onRead={(path) => read.mutate({ path, mapping: null })}
        />
      ) : (
        <MatchColumns
          preview={preview}
          isBusy={read.isPending || start.isPending}
          onMapping={(mapping) => {
            start.reset();
            read.mutate({ path: preview.path, mapping });
          }}
          onStart={() => start.mutate(preview)}
          onOtherFile={() => {
            start.reset();
            setPreview(undefined);
          }}
        />
      )}
    </>
  );
}
