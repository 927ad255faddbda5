// Serves a fetch-style handler over HTTP on a free port, and prints the port for the test that started it.
import http from "node:http";
import { Readable } from "node:stream";

/** @param handle (request, parsedBody) => Promise<Response>; a closed connection aborts request.signal. */
export function serve(handle) {
  const server = http.createServer((incoming, outgoing) => {
    answer(handle, incoming, outgoing).catch((error) => {
      console.error(error);
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end();
    });
  });
  server.listen(Number(process.env.PORT ?? 0), process.env.HOST ?? "127.0.0.1", () =>
    console.log(`bound ${server.address().port}.`),
  );
}

async function answer(handle, incoming, outgoing) {
  const gone = new AbortController();
  outgoing.on("close", () => gone.abort());
  const body = ["GET", "HEAD", "DELETE"].includes(incoming.method) ? undefined : await text(incoming);
  const request = new Request(`http://${incoming.headers.host ?? "localhost"}${incoming.url}`, {
    method: incoming.method,
    headers: Object.entries(incoming.headers).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
    body,
    signal: gone.signal,
  });
  const response = await handle(request, parsed(body));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.flushHeaders();
  if (response.body === null) outgoing.end();
  else Readable.fromWeb(response.body).on("error", () => outgoing.destroy()).pipe(outgoing);
}

async function text(incoming) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
