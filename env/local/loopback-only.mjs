// Loaded into the Playground before its own code. It asks to listen on every network card of the
// machine and would carry outsiders to the local bot; this makes every TCP server listen on this machine only.
import net from 'node:net';

const HOST = '127.0.0.1';
const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function listenHere(...given) {
  const [first] = given;
  if (isPort(first)) {
    const callback = given.findLast((each) => typeof each === 'function');
    return listen.call(this, { port: Number(first ?? 0), host: HOST }, callback);
  }
  if (isPortOptions(first)) return listen.call(this, { ...first, host: HOST }, ...given.slice(1));
  return listen.apply(this, given);
};

function isPort(value) {
  if (value === undefined || value === null || typeof value === 'function') return true;
  return typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
}

function isPortOptions(value) {
  if (typeof value !== 'object' || value === null) return false;
  return 'port' in value && value.port !== undefined && value.path === undefined;
}
