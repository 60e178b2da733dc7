import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";
import architecture from "./eslint-architecture.js";

/** Import patterns a folder may not use, with the reason. */
const forbid = (...patterns) => [
  "error",
  { patterns: patterns.map(([regex, message]) => ({ regex, message })) },
];

const TAURI = ["^@tauri-apps/", "Only register/api talks to Tauri."];
const REGISTER = ["^(@|(\\.\\./)+)/?register(/|$)", "Only the register imports the register."];
const OFFICE = ["^(@|(\\.\\./)+)/?office(/|$)", "Only the office imports the office."];
const APP = ["^(@/register|(\\.\\./)+)/?app(/|$)", "Only app composes; nothing imports it."];
const FEATURES = ["^(@/register|(\\.\\./)+)/?features(/|$)", "Only app composes features."];
const BINDINGS = {
  regex: "api/bindings$",
  allowTypeImports: true,
  message: "Call commands through api/client; the bindings give types only.",
};
const TESTING = {
  regex: "(^|/)(testing|dev)/",
  message: "Only tests and the browser's shop import what is made for them.",
};

export default tseslint.config(
  { ignores: ["dist", "node_modules", "src/register/api/bindings.ts"] },
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
      "@typescript-eslint/no-restricted-imports": ["error", { patterns: [BINDINGS, TESTING] }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "max-lines": ["error", { max: 400 }],
      "architecture/kebab-case-file": "error",
      "architecture/no-barrel": "error",
      "architecture/no-raw-color": "error",
      "architecture/no-foreign-feature": "error",
    },
  },
  {
    // What every application is made of knows none of them.
    files: ["src/kit/**/*.{ts,tsx}"],
    rules: { "no-restricted-imports": forbid(TAURI, REGISTER, OFFICE) },
  },
  {
    files: ["src/office/**/*.{ts,tsx}"],
    rules: { "no-restricted-imports": forbid(TAURI, REGISTER) },
  },
  {
    files: ["src/register/{app,dev,testing}/**/*.{ts,tsx}", "src/register/main.tsx"],
    rules: { "no-restricted-imports": forbid(TAURI, OFFICE) },
  },
  {
    files: [
      "src/register/{approval,drawer,enrolment,navigation,people,printer,transaction}/**/*.{ts,tsx}",
    ],
    rules: { "no-restricted-imports": forbid(TAURI, OFFICE, APP, FEATURES) },
  },
  {
    files: ["src/register/features/**/*.{ts,tsx}"],
    rules: { "no-restricted-imports": forbid(TAURI, OFFICE, APP) },
  },
  {
    files: ["src/register/api/**/*.ts"],
    rules: {
      "no-restricted-imports": forbid(OFFICE, APP, FEATURES),
      "@typescript-eslint/no-restricted-imports": "off",
    },
  },
  {
    files: ["src/register/main.tsx", "src/register/dev/**", "dev-host/**"],
    rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns: [BINDINGS] }] },
  },
  {
    files: ["**/*.test.{ts,tsx}", "src/{kit,register}/testing/**"],
    rules: {
      "@typescript-eslint/no-restricted-imports": ["error", { patterns: [BINDINGS] }],
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-misused-spread": "off",
      "max-lines": "off",
    },
  },
  { files: ["*.js"], extends: [tseslint.configs.disableTypeChecked] },
);
