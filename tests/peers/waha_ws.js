// SPDX-License-Identifier: GPL-3.0-or-later
// WAHA's socket as somebody else's WebSocket library speaks it, and as much of its REST as a connector needs to
// catch up. Options in argv[2], orders on standard input, both JSON.
'use strict';

const http = require('http');
const readline = require('readline');
const { WebSocketServer } = require('ws');

const options = JSON.parse(process.argv[2] || '{}');
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');
const session = {
  name: 'vendas',
  status: 'WORKING',
  me: { id: '5511900000001@c.us', pushName: 'Loja', lid: '9000001@lid' },
  engine: { engine: options.engine || 'GOWS' },
};

let trickle = false; // REST and upgrades are answered a byte a second
let history = [];

function restAnswer(url) {
  if (url.pathname === '/api/sessions') return [200, [session]];
  if (url.pathname === '/api/server/version') return [200, { version: '2026.7.1', engine: 'GOWS' }];
  if (url.pathname.endsWith('/lids/count')) return [200, { count: 0 }];
  if (url.pathname.endsWith('/lids')) return [200, []];
  if (url.pathname.endsWith('/messages')) {
    const since = Number(url.searchParams.get('filter.timestamp.gte') || 0);
    const offset = Number(url.searchParams.get('offset') || 0);
    const limit = Number(url.searchParams.get('limit') || 10);
    return [200, history.filter((m) => m.timestamp >= since).slice(offset, offset + limit)];
  }
  return [404, { message: 'Not found', statusCode: 404 }];
}

function writeSlowly(socket, bytes) {
  let at = 0;
  const timer = setInterval(() => {
    if (socket.destroyed || at >= bytes.length) clearInterval(timer);
    else socket.write(bytes.subarray(at, ++at));
  }, options.slowMs || 1000);
}

const server = http.createServer((request, response) => {
  const url = new URL(request.url, 'http://host');
  if (request.headers['x-api-key'] !== options.key) {
    response.writeHead(401, { 'Content-Type': 'application/json' });
    response.end('{"message":"Unauthorized","statusCode":401}');
    return;
  }
  const [status, body] = restAnswer(url);
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': bytes.length });
  if (!trickle) {
    response.end(bytes);
    return;
  }
  say({ say: 'trickling', path: url.pathname });
  response.flushHeaders();
  writeSlowly(response, bytes);
});

const sockets = new WebSocketServer({ server, path: '/ws', perMessageDeflate: false, autoPong: true });
sockets.on('connection', (socket, request) => {
  const url = new URL(request.url, 'http://host');
  if (url.searchParams.get('x-api-key') !== options.key || request.headers['x-api-key'] !== options.key) {
    say({ say: 'refused' });
    socket.close(1008, 'Unauthorized');
    return;
  }
  socket.on('ping', () => say({ say: 'pinged' }));
  socket.on('pong', () => say({ say: 'ponged' }));
  socket.on('close', (code) => say({ say: 'closed', code }));
  socket.on('error', () => {});
  say({ say: 'accepted', events: url.searchParams.get('events'), session: url.searchParams.get('session') });
});

const message = (id, body) => ({
  id: 'false_5511990000002@c.us_' + id,
  timestamp: options.nowS,
  from: '5511990000002@c.us',
  fromMe: false,
  body,
  hasMedia: false,
});
const frame = (id, body) =>
  JSON.stringify({ event: 'message.any', session: 'vendas', engine: 'GOWS', payload: message(id, body) });

const orders = {
  send: (order) => (socket) => socket.send(frame(order.id, order.size ? 'x'.repeat(order.size) : 'oi')),
  binary: (order) => (socket) => socket.send(Buffer.from(frame(order.id, 'oi')), { binary: true }),
  // A text message in many frames with a ping in the middle, which is allowed.
  fragments: (order) => (socket) => {
    const bytes = Buffer.from(frame(order.id, order.text || 'ação 🙏 fim'));
    for (let at = 0; at < bytes.length; at += 7) {
      socket.send(bytes.subarray(at, at + 7), { binary: false, fin: at + 7 >= bytes.length });
      if (at === 21) socket.ping();
    }
  },
  ping: () => (socket) => socket.ping(),
  close: (order) => (socket) => socket.close(order.code, order.reason || ''),
  terminate: () => (socket) => socket.terminate(),
  // The header of a frame and then its body a byte at a time: nothing else can come in between.
  slowFrame: () => (socket) => {
    const raw = socket._socket;
    const bytes = Buffer.from(frame('SLOW', 'y'.repeat(30)));
    raw.write(Buffer.from([0x81, 126, bytes.length >> 8, bytes.length & 255]));
    writeSlowly(raw, bytes);
  },
};

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const order = JSON.parse(line);
  if (order.do === 'remember') {
    history.push(message(order.id, 'oi'));
  } else if (order.do === 'trickle') {
    trickle = order.on;
  } else {
    const act = orders[order.do](order);
    for (const socket of sockets.clients) act(socket);
  }
  say({ say: 'done', what: order.do });
});

server.listen(options.port || 0, '127.0.0.1', () => say({ port: server.address().port }));
