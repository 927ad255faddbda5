// What the clients do, as [name, step]: a step gets a connected client and the names and URIs of its side.
const pages = async (list, key) => {
  const all = [];
  let cursor;
  do {
    const page = await list(cursor === undefined ? {} : { cursor });
    all.push(...page[key]);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
};
const until = async (ready) => {
  for (let waited = 0; waited < 2000 && !ready(); waited += 20) await new Promise((done) => setTimeout(done, 20));
  return ready();
};

/** The lists, and what the server says of itself. */
const common = [
  ["capabilities", async ({ sdk }) => {
    const { tools, prompts, resources, completions, logging } = sdk.getServerCapabilities();
    return [tools, prompts, resources, completions, logging].map((one) => one !== undefined);
  }],
  ["tools", async ({ sdk }) => pages((params) => sdk.listTools(params), "tools")],
  ["prompts", async ({ sdk }) => pages((params) => sdk.listPrompts(params), "prompts")],
  ["resources", async ({ sdk }) => pages((params) => sdk.listResources(params), "resources")],
  ["templates", async ({ sdk }) => pages((params) => sdk.listResourceTemplates(params), "resourceTemplates")],
];
const tool = (name, args = {}, label = name) => [
  `tool ${label}`,
  async ({ call, asked, tools }) => {
    asked.length = 0;
    const result = await call({ name: tools(name), arguments: args });
    return { result, asked: [...asked] };
  },
];
/** A gateway refuses unknown names itself, in other words than the server. */
const refused = ([name, step]) => [
  name,
  async (client) => step(client).then(({ result }) => result?.isError === true, () => true),
];
const prompt = (name, args) => [
  `prompt ${name}`,
  async ({ sdk, prompts }) => sdk.getPrompt({ name: prompts(name), ...(args && { arguments: args }) }),
];
const read = (uri) => [`read ${uri}`, async ({ sdk, uris }) => sdk.readResource({ uri: uris(uri) })];
const complete = (label, ref, argument, context) => [
  `complete ${label}`,
  async ({ sdk, prompts, uris }) =>
    sdk.complete({
      ref: ref.type === "ref/prompt" ? { ...ref, name: prompts(ref.name) } : { ...ref, uri: uris(ref.uri) },
      argument,
      ...(context && { context }),
    }),
];
const progress = (name, args) => [
  `progress of ${name}`,
  async ({ call, tools }) => {
    const steps = [];
    // A client that resumes a stream gets some steps again.
    const onprogress = (step) => (step.progress > (steps.at(-1)?.progress ?? -1) ? steps.push(step) : undefined);
    const result = await call({ name: tools(name), arguments: args }, { onprogress });
    return { result, steps };
  },
];
const linked = (name, args) => [
  `read the link of ${name}`,
  async ({ sdk, call, tools }) => {
    const { content } = await call({ name: tools(name), arguments: args });
    const link = content.find((block) => block.type === "resource_link");
    return sdk.readResource({ uri: link.uri });
  },
];
const cancelled = (name, args) => [
  `cancel ${name}`,
  async ({ call, tools }) => {
    const cancel = new AbortController();
    const began = Date.now();
    const options = { signal: cancel.signal, onprogress: () => cancel.abort("enough") };
    setTimeout(() => cancel.abort("enough"), 1000);
    const outcome = await call({ name: tools(name), arguments: args }, options).then(
      () => "finished",
      () => "cancelled",
    );
    return { outcome, atOnce: Date.now() - began < 5000 };
  },
];

const DATA = { name: "a.gz", data: "data:text/plain,hello" };
const url = { url: "https://vendor.example/connect", elicitationId: "e-1" };

/** Against server-everything. Only the classic era has the last ones. */
export const everything = (era) => [
  ["instructions", async ({ sdk }) => sdk.getInstructions()?.includes("Everything Server") ?? false],
  ...common,
  tool("echo", { message: "héllo 😀" }),
  tool("echo", {}, "echo with invalid arguments"),
  tool("get-annotated-message", { messageType: "error", includeImage: true }),
  tool("get-resource-links", { count: 3 }),
  tool("get-resource-reference", { resourceType: "Text", resourceId: 1 }),
  tool("get-structured-content", { location: "New York" }),
  tool("get-sum", { a: 2, b: 40 }),
  tool("get-tiny-image"),
  tool("get-env"),
  tool("gzip-file-as-resource", { ...DATA, outputType: "resource" }),
  tool("gzip-file-as-resource", { ...DATA, outputType: "resourceLink" }, "gzip-file-as-resource as a link"),
  tool("get-roots-list"),
  tool("simulate-research-query", { topic: "a" }),
  tool("trigger-sampling-request", { prompt: "hello", maxTokens: 10 }),
  tool("trigger-elicitation-request"),
  tool("trigger-url-elicitation", url),
  tool("trigger-url-elicitation", { ...url, errorPath: true }, "trigger-url-elicitation by error"),
  tool("toggle-simulated-logging"),
  tool("toggle-subscriber-updates"),
  refused(tool("no-such-tool")),
  progress("trigger-long-running-operation", { duration: 0.4, steps: 4 }),
  cancelled("trigger-long-running-operation", { duration: 8, steps: 40 }),
  linked("get-resource-links", { count: 1 }),
  linked("gzip-file-as-resource", { ...DATA, outputType: "resourceLink" }),
  prompt("simple-prompt"),
  prompt("args-prompt", { city: "Bern", state: "BE" }),
  prompt("completable-prompt", { department: "Sales", name: "Eve" }),
  prompt("resource-prompt", { resourceType: "Text", resourceId: "1" }),
  refused(prompt("no-such-prompt")),
  read("demo://resource/static/document/features.md"),
  read("demo://resource/dynamic/text/1"),
  read("demo://resource/dynamic/blob/1"),
  refused(read("demo://resource/none")),
  complete("a prompt's argument", { type: "ref/prompt", name: "completable-prompt" }, { name: "department", value: "E" }),
  complete(
    "with a context",
    { type: "ref/prompt", name: "completable-prompt" },
    { name: "name", value: "A" },
    { arguments: { department: "Engineering" } },
  ),
  complete(
    "a template's variable",
    { type: "ref/resource", uri: "demo://resource/dynamic/text/{resourceId}" },
    { name: "resourceId", value: "1" },
  ),
  ...(era === "modern" ? [] : classic),
];

const classic = [
  ["ping", async ({ sdk }) => sdk.ping()],
  ["log messages", async ({ sdk, call, tools, notifications }) => {
    await sdk.setLoggingLevel("debug");
    // Switches them off and on, so that one is sent at once.
    for (let i = 0; i < 2; i++) await call({ name: tools("toggle-simulated-logging"), arguments: {} });
    return until(() => notifications.some((one) => one.method === "notifications/message"));
  }],
  ["resource updates", async ({ sdk, call, tools, uris, notifications }) => {
    const uri = uris("demo://resource/dynamic/text/1");
    await sdk.subscribeResource({ uri });
    for (let i = 0; i < 2; i++) await call({ name: tools("toggle-subscriber-updates"), arguments: {} });
    const updated = await until(() => notifications.some((one) => one.params?.uri === uri));
    await sdk.unsubscribeResource({ uri });
    return updated;
  }],
];

const named = (name) => `test_input_required_result_${name}`;

/** Against the conformance server. */
export const conformance = () => [
  ...common,
  tool("test_simple_text"),
  tool("test_image_content"),
  tool("test_audio_content"),
  tool("test_embedded_resource"),
  tool("test_multiple_content_types"),
  tool("test_error_handling"),
  tool("test_x_mcp_header", { region: "Zürich", level: 3 }),
  tool("json_schema_2020_12_tool", { name: "a", contactMethod: "email", email: "a@b.example" }),
  ...["elicitation", "sampling", "list_roots", "request_state", "multiple_inputs", "multi_round"].map(
    (name) => tool(named(name)),
  ),
  progress("test_tool_with_progress", {}),
  prompt("test_simple_prompt"),
  prompt("test_prompt_with_arguments", { arg1: "a", arg2: "b" }),
  prompt("test_prompt_with_image"),
  prompt("test_prompt_with_embedded_resource", { resourceUri: "test://static-text" }),
  prompt("test_input_required_result_prompt"),
  read("test://static-text"),
  read("test://static-binary"),
  read("test://template/7/data"),
  refused(read("test://none")),
  complete("a prompt's argument", { type: "ref/prompt", name: "test_prompt_with_arguments" }, { name: "arg1", value: "pa" }),
];
