// The suite's tools that need no input from the user.
import { fromJsonSchema } from "@modelcontextprotocol/server";

export const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
const WAV = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=";

export const text = (value) => ({ type: "text", text: value });
export const result = (...content) => ({ content });
export const schema = (properties = {}, required = []) => fromJsonSchema({ type: "object", properties, required });
const image = { type: "image", data: PNG, mimeType: "image/png" };
const embedded = (uri, mimeType, content) => ({ type: "resource", resource: { uri, mimeType, text: content } });
const pause = () => new Promise((done) => setTimeout(done, 20));

const ADDRESS = { $anchor: "addressDef", type: "object", properties: { street: { type: "string" }, city: { type: "string" } } };
const DIALECT = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  $defs: { address: ADDRESS },
  properties: {
    name: { type: "string" },
    address: { $ref: "#/$defs/address" },
    contactMethod: { type: "string", enum: ["phone", "email"] },
    phone: { type: "string" },
    email: { type: "string" },
  },
  allOf: [{ anyOf: [{ required: ["phone"] }, { required: ["email"] }] }],
  if: { properties: { contactMethod: { const: "phone" } }, required: ["contactMethod"] },
  then: { required: ["phone"] },
  else: { required: ["email"] },
  additionalProperties: false,
};

/** @param modern the handler whose listeners learn of changed lists */
export function addTools(server, modern) {
  const tool = (name, run, inputSchema = schema()) =>
    server.registerTool(name, { description: `Conformance: ${name}`, inputSchema }, run);

  tool("test_simple_text", async () => result(text("This is a simple text response for testing.")));
  tool("test_image_content", async () => result(image));
  tool("test_audio_content", async () => result({ type: "audio", data: WAV, mimeType: "audio/wav" }));
  tool("test_embedded_resource", async () =>
    result(embedded("test://embedded-resource", "text/plain", "This is an embedded resource content.")),
  );
  tool("test_multiple_content_types", async () =>
    result(
      text("Multiple content types test:"),
      image,
      embedded("test://mixed-content-resource", "application/json", JSON.stringify({ test: "data", value: 123 })),
    ),
  );
  tool("test_error_handling", async () => {
    throw new Error("This tool intentionally returns an error for testing");
  });
  tool("test_tool_with_logging", async (_, ctx) => {
    for (const data of ["Tool execution started", "Tool processing data", "Tool execution completed"]) {
      await ctx.mcpReq.notify({ method: "notifications/message", params: { level: "info", data } });
      await pause();
    }
    return result(text("Tool with logging executed successfully"));
  });
  tool("test_logging_tool", async (_, ctx) => {
    await ctx.mcpReq.log("info", "only for requests with a log level");
    return result(text("logged"));
  });
  tool("test_tool_with_progress", async (_, ctx) => {
    const progressToken = ctx.mcpReq._meta?.progressToken;
    for (const progress of progressToken === undefined ? [] : [0, 50, 100]) {
      const message = `Completed step ${progress} of 100`;
      await ctx.mcpReq.notify({
        method: "notifications/progress",
        params: { progressToken, progress, total: 100, message },
      });
      await pause();
    }
    return result(text(String(progressToken ?? "no progress token")));
  });
  tool("test_streaming_elicitation", async () => result(text("no request of its own on this stream")));
  tool("json_schema_2020_12_tool", async (input) => result(text(JSON.stringify(input))), fromJsonSchema(DIALECT));
  tool(
    "test_x_mcp_header",
    async (input) => result(text(`region=${input.region ?? "none"}`)),
    schema({ region: { type: "string", "x-mcp-header": "Region" }, level: { type: "integer" } }),
  );
  tool("test_reconnection", async (_, ctx) => {
    ctx.http?.closeSSE?.();
    await pause();
    return result(text("Reconnection test completed successfully"));
  });
  tool("test_trigger_tool_change", async () => {
    modern.notify.toolsChanged();
    return result(text("published"));
  });
  tool("test_trigger_prompt_change", async () => {
    modern.notify.promptsChanged();
    return result(text("published"));
  });
}
