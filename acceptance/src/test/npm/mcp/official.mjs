// Does the same with an official client directly and through a session, and prints one line of JSON a step:
// node official.mjs classic|modern everything|conformance DIRECT_URL SESSION_URL KEY
import { connect } from "./official-clients.mjs";
import * as steps from "./official-steps.mjs";

const [era, server, directUrl, sessionUrl, key] = process.argv.slice(2);
const VERSIONS = { classic: "2025-11-25", modern: "2026-07-28" };
const SUFFIX = /_\d{5}$/;

/** Finds the names that a gateway gives: a session ends them with an underscore and five digits. */
async function side(client) {
  const names = async (list, field) => (await list().catch(() => ({ [field]: [] })))[field].map((one) => one.name);
  const tools = await names(() => client.sdk.listTools(), "tools");
  const prompts = await names(() => client.sdk.listPrompts(), "prompts");
  const resources = (await client.sdk.listResources().catch(() => ({ resources: [] }))).resources;
  // A name that is not listed gets the suffix too, so that it reaches the server, which refuses it.
  const suffix = tools.map((name) => SUFFIX.exec(name)?.[0] ?? "")[0] ?? "";
  const find = (all) => (name) => all.find((one) => one.replace(SUFFIX, "") === name) ?? name + suffix;
  return { ...client, tools: find(tools), prompts: find(prompts), resources };
}

/** How a URI of the server is written in the session, learnt from one that both list. */
function rewriting(direct, session) {
  const listed = direct.resources[0];
  const same = session.resources.find((one) => one.name.replace(SUFFIX, "") === listed?.name);
  if (listed === undefined || same === undefined) return { to: (uri) => uri, back: (text) => text };
  for (const encode of [(uri) => uri, encodeURIComponent]) {
    const at = same.uri.indexOf(encode(listed.uri));
    if (at >= 0) {
      const prefix = same.uri.slice(0, at);
      const suffix = same.uri.slice(at + encode(listed.uri).length);
      return { to: (uri) => prefix + encode(uri) + suffix, prefix, suffix, encode };
    }
  }
  return { to: (uri) => uri };
}

async function run(step, client) {
  try {
    return { ok: await step(client) };
  } catch (error) {
    return { error: { code: error.code, message: error.message, data: error.data } };
  }
}

/** Left out: what holds the time, and "execution" of tools and "elicitationId", which are of the classic era alone. */
const omitted = ["_meta", "blob", ...(era === "modern" ? ["execution", "elicitationId"] : [])];

/** Puts the members of objects in order. */
const ordered = (name, value) => {
  if (omitted.includes(name)) return undefined;
  return value === null || typeof value !== "object" || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** Takes out what differs between two direct runs too, and what a gateway must change: names and URIs. */
function normalised(value, uris) {
  let text = JSON.stringify(value, ordered);
  if (uris.prefix) text = text.replaceAll(JSON.stringify(uris.prefix).slice(1, -1), "");
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "UUID")
    .replace(/\d{1,2}:\d{2}:\d{2}( [AP]M)?/g, "TIME")
    .replace(/([A-Za-z][\w.-]*?)_\d{5}\b/g, "$1")
    .replace(/"text":"\d+"/g, '"text":"NUMBER"')
    .replace(/"(ttlMs|cacheScope|resultType)":("[^"]*"|\d+),?/g, "")
    .replaceAll(",}", "}");
}

const print = (step, same, direct, session) => console.log(JSON.stringify({ step, same, direct, session }));
const direct = await side(await connect(era, directUrl));
const session = await side(await connect(era, sessionUrl, key));
const uris = rewriting(direct, session);
print("protocol version", session.version() === VERSIONS[era], VERSIONS[era], session.version());
for (const [name, step] of steps[server](era)) {
  const expected = normalised(await run(step, { ...direct, uris: (uri) => uri }), {});
  const actual = normalised(await run(step, { ...session, uris: uris.to }), uris);
  print(name, expected === actual, expected, actual);
}
await Promise.all([direct.close(), session.close()]);
process.exit(0);
