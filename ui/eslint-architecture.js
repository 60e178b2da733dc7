/*
 * The rules of this folder that no published plug-in states: where files may import from,
 * how they are called, and that colours come from the design alone.
 */
import path from "node:path";

const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.config|\.d)?\.(ts|tsx|js)$/;
const RAW_COLOR = /#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch)\(/i;
const PALETTE_CLASS =
  /\b(?:bg|text|border|ring|fill|stroke)-(?:red|green|blue|gray|slate|zinc|amber|yellow|black|white|\[)/;

function reportText(context, node, text) {
  if (RAW_COLOR.test(text) || PALETTE_CLASS.test(text)) {
    context.report({ node, message: "Colours live in kit/design; use a role such as bg-surface." });
  }
}

const kebabCaseFile = {
  create: (context) => ({
    Program(node) {
      const name = path.basename(context.filename);
      if (!KEBAB_CASE.test(name)) {
        context.report({ node, message: `File names are kebab-case: ${name}` });
      }
    },
  }),
};

const noBarrel = {
  create: (context) => ({
    Program(node) {
      if (/[\\/]index\.tsx?$/.test(context.filename)) {
        context.report({ node, message: "No barrel files: import from the file itself." });
      }
    },
    ExportAllDeclaration(node) {
      context.report({ node, message: "No re-exports: import from the file itself." });
    },
  }),
};

const noRawColor = {
  create: (context) =>
    /[\\/]design[\\/]/.test(context.filename)
      ? {}
      : {
          Literal(node) {
            if (typeof node.value === "string") {
              reportText(context, node, node.value);
            }
          },
          TemplateElement(node) {
            reportText(context, node, node.value.raw);
          },
        },
};

/** `register/features/sell/x.tsx` -> `sell`; a file outside the features belongs to none. */
function featureOf(file) {
  return /[\\/]src[\\/](?:register|office)[\\/]features[\\/]([^\\/]+)[\\/]/.exec(file)?.[1];
}

const noForeignFeature = {
  create: (context) => ({
    ImportDeclaration(node) {
      const own = featureOf(context.filename);
      if (own === undefined) {
        return;
      }
      const source = node.source.value;
      const aliased = /^@\/(?:register|office)\/features\/([^/]+)/.exec(source)?.[1];
      const target = source.startsWith(".")
        ? featureOf(path.resolve(path.dirname(context.filename), source) + path.sep)
        : aliased;
      const leavesFeatures = source.startsWith("..") && /^(\.\.\/)+features\//.test(source);
      if (leavesFeatures || (target !== undefined && target !== own)) {
        context.report({ node, message: "A feature does not import another; compose in app." });
      }
    },
  }),
};

export default {
  rules: {
    "kebab-case-file": kebabCaseFile,
    "no-barrel": noBarrel,
    "no-raw-color": noRawColor,
    "no-foreign-feature": noForeignFeature,
  },
};
