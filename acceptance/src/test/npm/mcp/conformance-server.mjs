// The server that the conformance suite asks for: its tools, resources and prompts, in both protocol eras.
import { randomUUID } from "node:crypto";
import {
  classifyInboundRequest,
  createMcpHandler,
  hostHeaderValidationResponse,
  isInitializeRequest,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  McpServer,
  originValidationResponse,
  WebStandardStreamableHTTPServerTransport,
} from "@modelcontextprotocol/server";
import { serve } from "./http-bridge.mjs";
import { addTools } from "./conformance-tools.mjs";
import { addInputTools, requestState } from "./conformance-input-tools.mjs";
import { addPrompts, addResources } from "./conformance-resources.mjs";

const classic = new Map();

function create() {
  const capabilities = {
    tools: { listChanged: true },
    resources: { subscribe: true, listChanged: true },
    prompts: { listChanged: true },
    logging: {},
    completions: {},
  };
  const server = new McpServer(
    { name: "conformance-server", version: "1.0.0" },
    { capabilities, requestState: { verify: requestState.verify } },
  );
  addTools(server, modern);
  addInputTools(server);
  addResources(server);
  addPrompts(server);
  server.server.setRequestHandler("logging/setLevel", async () => ({}));
  server.server.setRequestHandler("completion/complete", async () => ({
    completion: { values: ["paris", "park", "party"], total: 3, hasMore: false },
  }));
  return server;
}

const modern = createMcpHandler(create, { onerror: (error) => console.error(error) });

/** Keeps sent events, so that a client can resume a stream after Last-Event-ID. */
function eventStore() {
  const events = [];
  return {
    async storeEvent(streamId, message) {
      events.push({ id: `${streamId}::${events.length}`, streamId, message });
      return events.at(-1).id;
    },
    async replayEventsAfter(last, { send }) {
      const streamId = last.slice(0, last.lastIndexOf("::"));
      const seen = events.findIndex((event) => event.id === last);
      for (const event of events.slice(seen + 1)) {
        if (event.streamId === streamId && Object.keys(event.message ?? {}).length > 0) await send(event.id, event.message);
      }
      return streamId;
    },
  };
}

async function open(request, body) {
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: () => randomUUID(),
    eventStore: eventStore(),
    retryInterval: 500,
    onsessioninitialized: (id) => classic.set(id, transport),
    onsessionclosed: (id) => classic.delete(id),
  });
  await create().connect(transport);
  return transport.handleRequest(request, { parsedBody: body });
}

const refusal = (status, code, message) =>
  Response.json({ jsonrpc: "2.0", error: { code, message }, id: null }, { status });

serve(async (request, body) => {
  const rebinding =
    hostHeaderValidationResponse(request, localhostAllowedHostnames()) ??
    originValidationResponse(request, localhostAllowedOrigins());
  if (rebinding) return rebinding;
  const kind = classifyInboundRequest({
    httpMethod: request.method,
    protocolVersionHeader: request.headers.get("mcp-protocol-version") ?? undefined,
    mcpMethodHeader: request.headers.get("mcp-method") ?? undefined,
    body,
  }).kind;
  if (request.method === "POST" && kind !== "legacy") return modern.fetch(request, { parsedBody: body });
  const id = request.headers.get("mcp-session-id");
  if (id === null) {
    return isInitializeRequest(body) ? open(request, body) : refusal(400, -32000, "Bad Request: Session ID required");
  }
  const transport = classic.get(id);
  return transport ? transport.handleRequest(request, { parsedBody: body }) : refusal(404, -32001, "Session not found");
});
