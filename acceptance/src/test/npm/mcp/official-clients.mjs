// The official clients of both eras behind one small interface. Their user and model always say the same.
import { Client as ClassicClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as ClassicTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import {
  CallToolResultSchema,
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from "@modelcontextprotocol/client";

const INFO = { name: "official-client", version: "1.0.0" };
const CAPABILITIES = { elicitation: { form: {}, url: {} }, sampling: {}, roots: {} };
const CONTENT = { name: "Ada", answer: "yes", ok: true, response: "fine", color: "green", context: "tests", integer: 7 };
const PROTOCOL_LIMIT = 10_000;

/** What the client was asked, in order. */
function answers(asked) {
  return {
    "elicitation/create": async ({ params }) => {
      asked.push({ elicitation: params });
      if (params.mode === "url") return { action: "accept" };
      const wanted = Object.keys(params.requestedSchema.properties);
      const content = Object.fromEntries(Object.entries(CONTENT).filter(([key]) => wanted.includes(key)));
      return { action: "accept", content };
    },
    "sampling/createMessage": async ({ params }) => {
      asked.push({ sampling: params });
      return { role: "assistant", content: { type: "text", text: "sampled" }, model: "m", stopReason: "endTurn" };
    },
    "roots/list": async () => ({ roots: [{ uri: "file:///rooted", name: "rooted" }] }),
  };
}

const headers = (key) => ({ requestInit: { headers: key === undefined ? {} : { Authorization: `Bearer ${key}` } } });

/** @returns a connected client: the SDK's own, with what it received */
export async function connect(era, url, key) {
  const asked = [];
  const notifications = [];
  const modern = era === "modern";
  const client = modern
    ? new ModernClient(INFO, { capabilities: CAPABILITIES, versionNegotiation: { mode: "auto" } })
    : new ClassicClient(INFO, { capabilities: CAPABILITIES });
  const schemas = {
    "elicitation/create": ElicitRequestSchema,
    "sampling/createMessage": CreateMessageRequestSchema,
    "roots/list": ListRootsRequestSchema,
  };
  for (const [method, answer] of Object.entries(answers(asked))) {
    client.setRequestHandler(modern ? method : schemas[method], answer);
  }
  client.fallbackNotificationHandler = async (notification) => void notifications.push(notification);
  const Transport = modern ? ModernTransport : ClassicTransport;
  await client.connect(new Transport(new URL(url), headers(key)));
  return {
    sdk: client,
    asked,
    notifications,
    version: () => (modern ? client.getNegotiatedProtocolVersion() : client.transport.protocolVersion),
    call: (params, options = {}) => {
      const bounded = { timeout: PROTOCOL_LIMIT, ...options };
      return modern ? client.callTool(params, bounded) : client.callTool(params, CallToolResultSchema, bounded);
    },
    close: () => client.close(),
  };
}
