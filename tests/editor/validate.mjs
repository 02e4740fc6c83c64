// Reads YAML as editors' programs do and validates it: {schemas: {kind: schema}, cases: [[kind,
// text]]} comes in on stdin as JSON; a list of lists of {path, message} leaves, one per case.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../browser/package.json", import.meta.url));
const Ajv = require("ajv").default;
const { parseDocument } = require("yaml");

const { schemas, cases } = JSON.parse(readFileSync(0, "utf-8"));
const ajv = new Ajv({ allErrors: true, strict: false });
const validators = new Map(Object.entries(schemas).map(([kind, s]) => [kind, ajv.compile(s)]));

function faults([kind, text]) {
  const document = parseDocument(text, { version: "1.2" });
  if (document.errors.length) return document.errors.map((e) => ({ path: "", message: e.message }));
  const validate = validators.get(kind);
  if (validate(document.toJS())) return [];
  return validate.errors.map((e) => ({ path: e.instancePath, message: `${e.keyword}: ${e.message}` }));
}

process.stdout.write(JSON.stringify(cases.map(faults)));
