// The suite's resources and prompts.
import { acceptedContent, inputRequired, ResourceTemplate } from "@modelcontextprotocol/server";
import { ask } from "./conformance-input-tools.mjs";
import { PNG, schema, text } from "./conformance-tools.mjs";

/** Adds the resources, the template and subscriptions. */
export function addResources(server) {
  const contents = (uri, mimeType, content) => async () => ({ contents: [{ uri, mimeType, ...content }] });
  for (const [name, mimeType, content] of [
    ["static-text", "text/plain", { text: "This is the content of the static text resource." }],
    ["static-binary", "image/png", { blob: PNG }],
    ["watched-resource", "text/plain", { text: "Watched resource content" }],
  ]) {
    const uri = `test://${name}`;
    server.registerResource(name, uri, { description: name, mimeType }, contents(uri, mimeType, content));
  }
  server.registerResource(
    "template",
    new ResourceTemplate("test://template/{id}/data", { list: undefined }),
    { description: "A template", mimeType: "application/json" },
    async (uri, { id }) =>
      contents(uri.toString(), "application/json", {
        text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }),
      })(),
  );
  server.server.setRequestHandler("resources/subscribe", async () => ({}));
  server.server.setRequestHandler("resources/unsubscribe", async () => ({}));
}

/** Adds the prompts. */
export function addPrompts(server) {
  const messages = (...content) => ({ messages: content.map((one) => ({ role: "user", content: one })) });
  server.registerPrompt("test_simple_prompt", { description: "Simple" }, async () =>
    messages(text("This is a simple prompt for testing.")),
  );
  const two = schema({ arg1: { type: "string" }, arg2: { type: "string" } }, ["arg1", "arg2"]);
  server.registerPrompt("test_prompt_with_arguments", { description: "With arguments", argsSchema: two }, async (args) =>
    messages(text(`Prompt with arguments: arg1='${args.arg1}', arg2='${args.arg2}'`)),
  );
  const uri = schema({ resourceUri: { type: "string" } }, ["resourceUri"]);
  server.registerPrompt("test_prompt_with_embedded_resource", { description: "Embedded", argsSchema: uri }, async (args) =>
    messages(
      {
        type: "resource",
        resource: { uri: args.resourceUri, mimeType: "text/plain", text: "Embedded resource content for testing." },
      },
      text("Please process the embedded resource above."),
    ),
  );
  server.registerPrompt("test_prompt_with_image", { description: "Image" }, async () =>
    messages({ type: "image", data: PNG, mimeType: "image/png" }, text("Please analyze the image above.")),
  );
  server.registerPrompt("test_input_required_result_prompt", { description: "Asks first" }, async (ctx) => {
    const context = acceptedContent(ctx.mcpReq.inputResponses, "user_context")?.context;
    return typeof context === "string"
      ? messages(text(`Use the following context: ${context}`))
      : inputRequired({ inputRequests: { user_context: ask("What context should the prompt use?", "context") } });
  });
}
