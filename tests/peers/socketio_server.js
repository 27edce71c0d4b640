// SPDX-License-Identifier: GPL-3.0-or-later
// A Socket.IO server that lets in who shows the key at the handshake, in the query or as a header, and sends what it is
// told to. One JSON object a line, out and in.
"use strict";
const http = require("http");
const readline = require("readline");
const { Server } = require("socket.io");

const options = JSON.parse(process.argv[2] || "{}");
const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");

const server = http.createServer();
const io = new Server(server, {
  pingInterval: options.pingInterval || 25000,
  pingTimeout: options.pingTimeout || 20000,
  transports: ["websocket"],
  allowRequest: (request, answer) => {
    const query = new URL(request.url, "http://localhost").searchParams.get("apikey");
    const header = request.headers.apikey;
    const isIn = !options.key || query === options.key || header === options.key;
    say({ say: "asked", isIn, inQuery: query === options.key, inHeader: header === options.key });
    answer(isIn ? null : "Invalid API key", isIn);
  },
});

io.engine.on("connection", (socket) => {
  socket.on("heartbeat", () => say({ say: "pong" }));
});

function watch(namespace) {
  namespace.on("connection", (socket) => {
    say({ say: "joined", namespace: namespace.name });
    socket.on("disconnect", (reason) => say({ say: "left", namespace: namespace.name, reason }));
    socket.onAny((event) => say({ say: "heard", event }));
  });
}
watch(io.of("/"));
for (const name of options.namespaces || []) watch(io.of(name));
io.of("/locked").use((socket, next) => next(new Error("Unauthorized")));
io.of("/broken").use((socket, next) => next(new Error("database is away")));

// {"bytes": N} anywhere in an argument becomes binary data 0, 1, 2 ...; {"text": N} becomes text of that length.
function grown(value) {
  if (Array.isArray(value)) return value.map(grown);
  if (value === null || typeof value !== "object") return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === "bytes") return Buffer.from(Array.from({ length: value.bytes }, (_, i) => i % 256));
  if (keys.length === 1 && keys[0] === "text") return "x".repeat(value.text);
  return Object.fromEntries(keys.map((key) => [key, grown(value[key])]));
}

const orders = {
  emit: (order) => {
    for (let i = 0; i < (order.times || 1); ++i) {
      const more = order.times ? { n: i } : {};
      const grownArgument = grown(order.argument);
      io.of(order.namespace || "/").emit(order.event, order.times ? { ...grownArgument, ...more } : grownArgument);
    }
  },
  emitWith: (order) => io.of("/").emit(order.event, ...order.arguments),
  expel: (order) => io.of(order.namespace || "/").disconnectSockets(false),
  hangUp: () => io.of("/").disconnectSockets(true),
  freeze: (order) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, order.ms),
};
readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const order = JSON.parse(line);
  orders[order.do](order);
}).on("close", () => process.exit(0));

server.listen(options.port || 0, "127.0.0.1", () => say({ port: server.address().port }));
