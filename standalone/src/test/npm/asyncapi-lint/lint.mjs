// Validates an AsyncAPI document and its Avro schemas. Errors and warnings fail; information and hints are printed.
import { readFile } from "node:fs/promises";
import { AvroSchemaParser } from "@asyncapi/avro-schema-parser";
import { DiagnosticSeverity, Parser } from "@asyncapi/parser";

const file = process.argv[2];
const parser = new Parser();
parser.registerSchemaParser(AvroSchemaParser());
const { document, diagnostics } = await parser.parse(await readFile(file, "utf8"), { source: file });
for (const { severity, code, message, path } of diagnostics) {
  console.log(`${DiagnosticSeverity[severity]} ${code} ${path.join(".")}: ${message}`);
}
if (document === undefined || diagnostics.some(({ severity }) => severity <= DiagnosticSeverity.Warning)) {
  process.exitCode = 1;
}
