// Preloaded into a server that prints the port it was asked for: prints the port it got for 0.
import net from "node:net";

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...parts) {
  this.once("listening", () => console.log(`bound ${this.address().port}.`));
  return listen.apply(this, parts);
};
