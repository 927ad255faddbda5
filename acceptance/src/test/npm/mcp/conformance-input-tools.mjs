// The suite's tools that ask the client: by requests of their own in the classic era, in their results in the modern one.
import { randomUUID } from "node:crypto";
import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  createRequestStateCodec,
  inputRequired,
} from "@modelcontextprotocol/server";
import { result, schema, text } from "./conformance-tools.mjs";

export const requestState = createRequestStateCodec({ key: crypto.getRandomValues(new Uint8Array(32)) });

export const ask = (message, property, type = "string") =>
  inputRequired.elicit({
    message,
    requestedSchema: { type: "object", properties: { [property]: { type } }, required: [property] },
  });
const sample = (question) =>
  inputRequired.createMessage({ messages: [{ role: "user", content: text(question) }], maxTokens: 100 });
const sealed = (state) => requestState.mint({ ...state, nonce: randomUUID() });

const DEFAULTS = {
  name: { type: "string", description: "User name", default: "John Doe" },
  age: { type: "integer", description: "User age", default: 30 },
  score: { type: "number", description: "User score", default: 95.5 },
  status: { type: "string", description: "Status", enum: ["active", "inactive", "pending"], default: "active" },
  verified: { type: "boolean", description: "Verified", default: true },
};
const options = ["option1", "option2", "option3"];
const titled = [1, 2, 3].map((n) => ({ const: `value${n}`, title: `Option ${n}` }));
const ENUMS = {
  untitledSingle: { type: "string", enum: options },
  titledSingle: { type: "string", oneOf: titled },
  legacyEnum: { type: "string", enum: ["opt1", "opt2", "opt3"], enumNames: ["Option One", "Option Two", "Option Three"] },
  untitledMulti: { type: "array", minItems: 1, maxItems: 3, items: { type: "string", enum: options } },
  titledMulti: { type: "array", minItems: 1, maxItems: 3, items: { anyOf: titled } },
};

/** Adds the tools of both eras. */
export function addInputTools(server) {
  const tool = (name, run, inputSchema = schema()) =>
    server.registerTool(name, { description: `Conformance: ${name}`, inputSchema }, run);
  addClassic(tool);
  addModern(tool);
}

function addClassic(tool) {
  const elicited = async (ctx, message, properties, required = []) => {
    const requestedSchema = { type: "object", properties, required };
    const answer = await ctx.mcpReq.send({ method: "elicitation/create", params: { message, requestedSchema } });
    return `action=${answer.action}, content=${JSON.stringify(answer.content ?? {})}`;
  };
  tool(
    "test_sampling",
    async ({ prompt }, ctx) => {
      const params = { messages: [{ role: "user", content: text(prompt) }], maxTokens: 100 };
      const answer = await ctx.mcpReq.send({ method: "sampling/createMessage", params });
      return result(text(`LLM response: ${answer.content.text}`));
    },
    schema({ prompt: { type: "string" } }, ["prompt"]),
  );
  tool(
    "test_elicitation",
    async ({ message }, ctx) => {
      const response = { type: "string", description: "User's response" };
      return result(text(`User response: ${await elicited(ctx, message, { response }, ["response"])}`));
    },
    schema({ message: { type: "string" } }, ["message"]),
  );
  for (const [name, properties] of [["sep1034_defaults", DEFAULTS], ["sep1330_enums", ENUMS]]) {
    tool(`test_elicitation_${name}`, async (_, ctx) =>
      result(text(`Elicitation completed: ${await elicited(ctx, "Please review the fields", properties)}`)),
    );
  }
}

function addModern(tool) {
  const named = (name, run) => tool(`test_input_required_result_${name}`, run);
  tool("test_missing_capability", async (_, ctx) =>
    ctx.mcpReq.inputResponses?.answer === undefined
      ? inputRequired({ inputRequests: { answer: sample("Reply with the single word: pong") } })
      : result(text("sampled")),
  );
  named("elicitation", async (_, ctx) => {
    const name = acceptedContent(ctx.mcpReq.inputResponses, "user_name")?.name;
    return typeof name === "string"
      ? result(text(`Hello, ${name}!`))
      : inputRequired({ inputRequests: { user_name: ask("What is your name?", "name") } });
  });
  named("sampling", async (_, ctx) => {
    const answer = ctx.mcpReq.inputResponses?.capital_question;
    return answer === undefined
      ? inputRequired({ inputRequests: { capital_question: sample("What is the capital of France?") } })
      : result(text(`Sampling response: ${answer.content?.text ?? JSON.stringify(answer)}`));
  });
  named("list_roots", async (_, ctx) => {
    const roots = ctx.mcpReq.inputResponses?.client_roots?.roots;
    return Array.isArray(roots)
      ? result(text(`Roots: ${roots.map((root) => root.uri).join(", ")}`))
      : inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } });
  });
  const confirmed = (name, answer) =>
    named(name, async (_, ctx) =>
      acceptedContent(ctx.mcpReq.inputResponses, "confirm") !== undefined && ctx.mcpReq.requestState() !== undefined
        ? result(text(answer))
        : inputRequired({
            inputRequests: { confirm: ask("Please confirm", "ok", "boolean") },
            requestState: await sealed({ name }),
          }),
    );
  confirmed("request_state", "state-ok: verified");
  confirmed("tampered_state", "integrity-ok: verified");
  named("multiple_inputs", async (_, ctx) => {
    const responses = ctx.mcpReq.inputResponses;
    const name = acceptedContent(responses, "user_name")?.name;
    const greeting = responses?.greeting?.content?.text;
    const roots = responses?.client_roots?.roots;
    if (typeof name === "string" && typeof greeting === "string" && Array.isArray(roots)) {
      return result(text(`${greeting} ${name}, ${roots.length} roots`));
    }
    return inputRequired({
      inputRequests: {
        user_name: ask("What is your name?", "name"),
        greeting: sample("Generate a greeting"),
        client_roots: inputRequired.listRoots(),
      },
      requestState: await sealed({ name: "multiple_inputs" }),
    });
  });
  named("multi_round", async (_, ctx) => {
    const state = ctx.mcpReq.requestState();
    const responses = ctx.mcpReq.inputResponses;
    if (state?.round === 2) {
      return result(text(`${state.name} likes ${acceptedContent(responses, "step2")?.color}`));
    }
    return state?.round === 1
      ? inputRequired({
          inputRequests: { step2: ask("Step 2: What is your favorite color?", "color") },
          requestState: await sealed({ round: 2, name: acceptedContent(responses, "step1")?.name }),
        })
      : inputRequired({
          inputRequests: { step1: ask("Step 1: What is your name?", "name") },
          requestState: await sealed({ round: 1 }),
        });
  });
  named("capabilities", async (_, ctx) => {
    if (ctx.mcpReq.inputResponses !== undefined) return result(text("fulfilled"));
    const declared = ctx.mcpReq.envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? {};
    const possible = {
      elicitation: ["user_name", ask("What is your name?", "name")],
      sampling: ["greeting", sample("Generate a greeting")],
      roots: ["client_roots", inputRequired.listRoots()],
    };
    const inputRequests = Object.fromEntries(Object.keys(possible).filter((key) => declared[key]).map((key) => possible[key]));
    return Object.keys(inputRequests).length === 0 ? result(text("nothing to ask")) : inputRequired({ inputRequests });
  });
}
