// Validates the manifests of this folder without a cluster: values against the Kubernetes API's schemas, field names
// against its types (the API drops unknown fields silently), and that kustomization.yaml lists each file. Run in the
// repository root:
//   npm install --no-save --prefix deploy/kubernetes kubernetes-models@5.1.0 @kubernetes-models/gateway-api@2.0.0 \
//     js-yaml@4.1.1 typescript@5.9.3
//   node deploy/kubernetes/validate.mjs
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import yaml from "js-yaml";
import ts from "typescript";

const folder = dirname(fileURLToPath(import.meta.url));
const files = readdirSync(folder).filter(name => name.endsWith(".yaml"));
const listed = yaml.load(readFileSync(join(folder, "kustomization.yaml"), "utf8")).resources;
const objects = [];
let errors = 0;

const models = apiVersion =>
  apiVersion.startsWith("gateway.networking.k8s.io/")
    ? `@kubernetes-models/gateway-api/${apiVersion}`
    : `kubernetes-models/${apiVersion}`;

const error = text => {
  errors++;
  console.error(text);
};

for (const name of files.filter(name => name !== "kustomization.yaml")) {
  if (!listed.includes(name)) {
    error(`${name}: not in kustomization.yaml`);
  }
  for (const object of yaml.loadAll(readFileSync(join(folder, name), "utf8"))) {
    const label = `${name}: ${object.kind} ${object.metadata?.name}`;
    objects.push({ label, object });
    try {
      const module = await import(models(object.apiVersion));
      new module[object.kind](object).validate();
    } catch (e) {
      error(`${label}: ${e.message}`);
    }
  }
}
for (const name of listed.filter(name => !files.includes(name))) {
  error(`kustomization.yaml lists ${name}, which does not exist`);
}

const typed = join(folder, "manifests.ts");
const source = objects
  .map(({ object }, i) => `const m${i}: import("${models(object.apiVersion)}").I${object.kind} = ${JSON.stringify(object)};`)
  .join("\n");
const options = { noEmit: true, strict: true, skipLibCheck: true, types: [], module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
const host = ts.createCompilerHost(options);
const read = host.getSourceFile.bind(host);
host.getSourceFile = (path, ...rest) =>
  path === typed ? ts.createSourceFile(path, source, ts.ScriptTarget.ESNext) : read(path, ...rest);
for (const problem of ts.getPreEmitDiagnostics(ts.createProgram([typed], options, host))) {
  const line = problem.file?.getLineAndCharacterOfPosition(problem.start).line;
  error(`${objects[line]?.label ?? problem.file?.fileName}: ${ts.flattenDiagnosticMessageText(problem.messageText, " ")}`);
}
console.log(`${objects.length} objects in ${files.length - 1} files, ${errors} errors`);
process.exitCode = errors === 0 ? 0 : 1;
