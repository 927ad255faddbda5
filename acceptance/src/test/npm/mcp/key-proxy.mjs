// Passes requests on to one URL with a key added: node key-proxy.mjs URL KEY. Host and Origin stay as they came.
import http from "node:http";

const [url, key] = process.argv.slice(2);
const target = new URL(url);
http
  .createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, authorization: `Bearer ${key}` };
    const options = { host: target.hostname, port: target.port, path: target.pathname, method: incoming.method, headers };
    const passed = http.request(options, (response) => {
      outgoing.writeHead(response.statusCode, response.headers);
      outgoing.flushHeaders();
      response.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    outgoing.on("close", () => passed.destroy());
    incoming.pipe(passed);
  })
  .listen(0, process.env.HOST, function () {
    console.log(`bound ${this.address().port}.`);
  });
