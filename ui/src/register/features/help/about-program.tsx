import { useQuery } from "@tanstack/react-query";
import { aboutQuery } from "@/register/api/queries";
import { SaveSupportFile } from "@/register/support/save-support-file";
import { useTranslate } from "@/kit/i18n/language";

/** Which program this is, where its data is, and the file that support asks for. */
export function AboutProgram() {
  const t = useTranslate();
  const about = useQuery(aboutQuery).data;
  return (
    <section
      data-testid="about-program"
      className="grid grid-cols-2 items-start gap-10 border-t border-hairline pt-5"
    >
      <div className="flex flex-col gap-2">
        <h3 className="text-register">{t("desktop.about")}</h3>
        {about !== undefined && (
          <dl data-selectable className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
            <dt className="text-muted">{t("desktop.about-version")}</dt>
            <dd data-testid="about-version">{about.version}</dd>
            <dt className="text-muted">{t("desktop.about-schema")}</dt>
            <dd>
              {about.schema_version} · SQLite {about.sqlite_version}
            </dd>
            <dt className="text-muted">{t("desktop.about-folder")}</dt>
            <dd className="wrap-anywhere">{about.data_dir}</dd>
          </dl>
        )}
        <p className="text-muted">{t("desktop.about-licences")}</p>
      </div>
      <SaveSupportFile />
    </section>
  );
}
