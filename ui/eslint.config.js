import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";
import architecture from "./eslint-architecture.js";

/** Import patterns a folder may not use, with the reason. */
const forbid = (...patterns) => [
  "error",
  { patterns: patterns.map(([regex, message]) => ({ regex, message })) },
];

const TAURI = ["^@tauri-apps/", "Only src/api talks to Tauri."];
const APP = ["^(@|(\\.\\./)+)/?app(/|$)", "Only app composes; nothing imports it."];
const FEATURES = ["^(@|(\\.\\./)+)/?features(/|$)", "Only app composes features."];
const BINDINGS = {
  regex: "api/bindings$",
  allowTypeImports: true,
  message: "Call commands through api/client; the bindings give types only.",
};

export default tseslint.config(
  { ignores: ["dist", "node_modules", "src/api/bindings.ts"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { "react-hooks": reactHooks, architecture },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // There is no React compiler here to skip anything.
      "react-hooks/incompatible-library": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "no-restricted-imports": forbid(TAURI),
      "@typescript-eslint/no-restricted-imports": ["error", { patterns: [BINDINGS] }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "max-lines": ["error", { max: 400 }],
      "architecture/kebab-case-file": "error",
      "architecture/no-barrel": "error",
      "architecture/no-raw-color": "error",
      "architecture/no-foreign-feature": "error",
    },
  },
  {
    files: [
      "src/{components,approval,enrolment,printer,lib,i18n,scanner,keyboard,sound,design,testing}/**/*.{ts,tsx}",
    ],
    rules: { "no-restricted-imports": forbid(TAURI, APP, FEATURES) },
  },
  { files: ["src/features/**/*.{ts,tsx}"], rules: { "no-restricted-imports": forbid(TAURI, APP) } },
  {
    files: ["src/api/**/*.ts"],
    rules: {
      "no-restricted-imports": forbid(APP, FEATURES),
      "@typescript-eslint/no-restricted-imports": "off",
    },
  },
  {
    files: ["**/*.test.{ts,tsx}", "src/testing/**"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-misused-spread": "off",
      "max-lines": "off",
    },
  },
  {
    // Promises are the fake's interface, not its need.
    files: ["src/api/fake/**", "src/testing/**"],
    rules: { "@typescript-eslint/require-await": "off" },
  },
  { files: ["*.js"], extends: [tseslint.configs.disableTypeChecked] },
);
